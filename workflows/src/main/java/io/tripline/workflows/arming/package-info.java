/** The account's own guards at the broker: what they are, what we set, and whose a flag is. */
@NullMarked
package io.tripline.workflows.arming;

import org.jspecify.annotations.NullMarked;
