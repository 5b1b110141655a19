/** Flatten as a whole: workflow, steps and HTTP against the simulated broker. */
@NullMarked
package io.tripline.worker.flatten;

import org.jspecify.annotations.NullMarked;
