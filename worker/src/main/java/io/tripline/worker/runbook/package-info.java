/** The runbook documents that are served: the operator's, the last good ones, or the shipped. */
@NullMarked
package io.tripline.worker.runbook;

import org.jspecify.annotations.NullMarked;
