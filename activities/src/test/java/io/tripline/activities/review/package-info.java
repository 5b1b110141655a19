/** Starting reviews. */
@NullMarked
package io.tripline.activities.review;

import org.jspecify.annotations.NullMarked;
