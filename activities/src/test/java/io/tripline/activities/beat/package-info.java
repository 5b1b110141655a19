@NullMarked
package io.tripline.activities.beat;

import org.jspecify.annotations.NullMarked;
