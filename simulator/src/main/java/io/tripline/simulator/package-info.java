/**
 * An Alpaca-compatible simulated broker. It imports nothing of the other modules, so that it cannot
 * share their mistakes.
 */
@NullMarked
package io.tripline.simulator;

import org.jspecify.annotations.NullMarked;
