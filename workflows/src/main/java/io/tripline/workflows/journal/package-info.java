/** The archive that outlives Temporal's retention, and the run sheet that people watch. */
@NullMarked
package io.tripline.workflows.journal;

import org.jspecify.annotations.NullMarked;
