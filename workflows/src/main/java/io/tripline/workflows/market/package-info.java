/** Waiting in market time, which is the broker's clock. */
@NullMarked
package io.tripline.workflows.market;

import org.jspecify.annotations.NullMarked;
