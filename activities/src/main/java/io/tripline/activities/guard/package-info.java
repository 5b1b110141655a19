/**
 * The guard's hands: the watch that reads the account and acts on a breach, and the inquiry that
 * judges whether a loss is one. The only users of a Temporal client here.
 */
@NullMarked
package io.tripline.activities.guard;

import org.jspecify.annotations.NullMarked;
