/** The guard of one account: the halt latch, the ladder, permits and the watch. */
@NullMarked
package io.tripline.workflows.guard;

import org.jspecify.annotations.NullMarked;
