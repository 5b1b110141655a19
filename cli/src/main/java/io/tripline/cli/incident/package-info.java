/** Incidents: declare, list, show, watch, acknowledge, decide, note, regrade, resolve, report. */
@NullMarked
package io.tripline.cli.incident;

import org.jspecify.annotations.NullMarked;
