/** The broker's rules: what is accepted, what is filled, and what happens as market time passes. */
@NullMarked
package io.tripline.simulator.exchange;

import org.jspecify.annotations.NullMarked;
