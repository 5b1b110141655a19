/** The market's time: a clock that can be moved and the calendar of the New York exchanges. */
@NullMarked
package io.tripline.simulator.clock;

import org.jspecify.annotations.NullMarked;
