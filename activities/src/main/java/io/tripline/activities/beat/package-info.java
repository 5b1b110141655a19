/** Signs of life of activities that take longer than a call. */
@NullMarked
package io.tripline.activities.beat;

import org.jspecify.annotations.NullMarked;
