/**
 * The runbook's vocabulary: severities, causes, incident ids, and the documents with their steps.
 */
@NullMarked
package io.tripline.workflows.runbook;

import org.jspecify.annotations.NullMarked;
