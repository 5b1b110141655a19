/** How an incident starts its review. */
@NullMarked
package io.tripline.activities.review;

import org.jspecify.annotations.NullMarked;
