package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.runbook.IncidentStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where an incident stands, for the guard's books.
 *
 * @param by the person who decided on it, resolved it or signed its review, a claimed name; null
 *     where the machine alone did
 */
public record IncidentNotice(
    AccountName account, String incident, IncidentStatus status, @Nullable String by) {
  /** By the machine. */
  public IncidentNotice(AccountName account, String incident, IncidentStatus status) {
    this(account, incident, status, null);
  }
}
