/**
 * Alpaca's Trading API v2 and market data over HTTP: one call = one method, each answer a typed
 * outcome. Nothing in here repeats a POST or PATCH.
 */
@NullMarked
package io.tripline.activities.broker;

import org.jspecify.annotations.NullMarked;
