/** Showing the runbook documents. */
@NullMarked
package io.tripline.cli.runbook;

import org.jspecify.annotations.NullMarked;
