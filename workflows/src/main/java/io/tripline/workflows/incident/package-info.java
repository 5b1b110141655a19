/** The incident procedures of the runbook. */
@NullMarked
package io.tripline.workflows.incident;

import org.jspecify.annotations.NullMarked;
