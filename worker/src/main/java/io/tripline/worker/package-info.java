/** The worker process: configuration, wiring, metrics, health and a graceful stop. */
@NullMarked
package io.tripline.worker;

import org.jspecify.annotations.NullMarked;
