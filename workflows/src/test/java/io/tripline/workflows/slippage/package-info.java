/** Laws and examples of the slippage statistics. */
@NullMarked
package io.tripline.workflows.slippage;

import org.jspecify.annotations.NullMarked;
