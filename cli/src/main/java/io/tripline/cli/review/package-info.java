/** The post-incident review: show, fill in, sign, and the action items that follow from it. */
@NullMarked
package io.tripline.cli.review;

import org.jspecify.annotations.NullMarked;
