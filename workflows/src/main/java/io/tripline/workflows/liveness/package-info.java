/** How one half of the system sees that the other half lives. */
@NullMarked
package io.tripline.workflows.liveness;

import org.jspecify.annotations.NullMarked;
