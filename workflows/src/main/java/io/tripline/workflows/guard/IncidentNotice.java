package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.runbook.IncidentStatus;

/** Where an incident stands, for the guard's books. */
public record IncidentNotice(AccountName account, String incident, IncidentStatus status) {}
