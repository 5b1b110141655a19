/** Loosening a limit: the question, what the looser value would have done, and who decides. */
@NullMarked
package io.tripline.workflows.limits;

import org.jspecify.annotations.NullMarked;
