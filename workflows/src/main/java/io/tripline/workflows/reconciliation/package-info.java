/** The weekly reconciliation: what the broker shows against what the journal holds. */
@NullMarked
package io.tripline.workflows.reconciliation;

import org.jspecify.annotations.NullMarked;
