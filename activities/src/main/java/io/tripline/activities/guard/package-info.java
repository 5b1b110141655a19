/**
 * The hands that reach other procedures: permits, halts and what the guard starts. With the options
 * in {@code start} the only users of Temporal's client among the activities.
 */
@NullMarked
package io.tripline.activities.guard;

import org.jspecify.annotations.NullMarked;
