/** Stored histories: what ran once must replay for as long as such a run can be open. */
@NullMarked
package io.tripline.workflows.histories;

import org.jspecify.annotations.NullMarked;
