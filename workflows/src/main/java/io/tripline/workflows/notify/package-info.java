/** Telling people: contacts, notices and the runbook's status update. */
@NullMarked
package io.tripline.workflows.notify;

import org.jspecify.annotations.NullMarked;
