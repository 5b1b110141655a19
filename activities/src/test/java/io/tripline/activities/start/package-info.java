/** When the procedures run that nobody starts by hand. */
@NullMarked
package io.tripline.activities.start;

import org.jspecify.annotations.NullMarked;
