/** Telling people. */
@NullMarked
package io.tripline.activities.notify;

import org.jspecify.annotations.NullMarked;
