/** The worker process. */
@NullMarked
package io.tripline.cli.worker;

import org.jspecify.annotations.NullMarked;
