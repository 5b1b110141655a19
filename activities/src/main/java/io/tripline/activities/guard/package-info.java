/**
 * The guard's hands: the watch that reads the account and acts on a breach, the inquiry that judges
 * a loss, and how procedures reach the guard and the guard reaches them, through a client.
 */
@NullMarked
package io.tripline.activities.guard;

import org.jspecify.annotations.NullMarked;
