/** Alpaca's trade update stream over WebSocket. */
@NullMarked
package io.tripline.simulator.stream;

import org.jspecify.annotations.NullMarked;
