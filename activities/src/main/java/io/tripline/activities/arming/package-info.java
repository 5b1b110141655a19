/** The account's own guards at the broker: read, set, read back, and remembered for later. */
@NullMarked
package io.tripline.activities.arming;

import org.jspecify.annotations.NullMarked;
