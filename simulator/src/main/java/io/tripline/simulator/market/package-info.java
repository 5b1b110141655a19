/**
 * Prices: a repeatable path per symbol, the moves injected into it, and the quotes, trades and bars
 * that follow.
 */
@NullMarked
package io.tripline.simulator.market;

import org.jspecify.annotations.NullMarked;
