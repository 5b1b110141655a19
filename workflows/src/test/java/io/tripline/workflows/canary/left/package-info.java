/** One half of a circle. */
@NullMarked
package io.tripline.workflows.canary.left;

import org.jspecify.annotations.NullMarked;
