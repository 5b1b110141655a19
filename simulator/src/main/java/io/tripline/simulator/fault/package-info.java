/** Faults that can be switched on, counted and repeated from a seed. */
@NullMarked
package io.tripline.simulator.fault;

import org.jspecify.annotations.NullMarked;
