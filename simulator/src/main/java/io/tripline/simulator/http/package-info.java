/** The HTTP server: routing, keys, rate limit, faults on the wire. */
@NullMarked
package io.tripline.simulator.http;

import org.jspecify.annotations.NullMarked;
