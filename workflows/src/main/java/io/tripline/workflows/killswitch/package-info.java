/** Pure decisions: readings, thresholds, verdicts and the ladder. No Temporal in here. */
@NullMarked
package io.tripline.workflows.killswitch;

import org.jspecify.annotations.NullMarked;
