/** One half of a circle. */
@NullMarked
package io.tripline.workflows.canary.right;

import org.jspecify.annotations.NullMarked;
