/** The review among hand-written peers. */
@NullMarked
package io.tripline.workflows.review;

import org.jspecify.annotations.NullMarked;
