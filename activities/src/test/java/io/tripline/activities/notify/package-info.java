/** Telling people, against servers that speak the channels' protocols. */
@NullMarked
package io.tripline.activities.notify;

import org.jspecify.annotations.NullMarked;
