/** Orders, their life cycle and the book that holds them. */
@NullMarked
package io.tripline.simulator.order;

import org.jspecify.annotations.NullMarked;
