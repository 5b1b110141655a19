/** Alpaca's REST API, one class per resource. */
@NullMarked
package io.tripline.simulator.rest;

import org.jspecify.annotations.NullMarked;
