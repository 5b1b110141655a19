package io.tripline.workflows.incident;

import io.tripline.workflows.runbook.IncidentStatus;

/** How an incident procedure ended; the report's text is in the journal and in the file. */
public record IncidentReport(
    String id, IncidentStatus status, String summary, String reportPath, String digest) {}
