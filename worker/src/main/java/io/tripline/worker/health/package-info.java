/** What a supervisor or an orchestrator may ask a worker. */
@NullMarked
package io.tripline.worker.health;

import org.jspecify.annotations.NullMarked;
