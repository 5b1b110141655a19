package io.tripline.workflows.journal;

import io.temporal.common.SearchAttributeKey;

/**
 * The typed search attributes by which people find procedures in Temporal's list. The launcher and
 * the compose file register exactly these; they hold no secret and no personal data.
 */
public final class SearchAttributes {
  /** Account name. */
  public static final SearchAttributeKey<String> ACCOUNT = SearchAttributeKey.forKeyword("Account");

  /** Symbol. */
  public static final SearchAttributeKey<String> SYMBOL = SearchAttributeKey.forKeyword("Symbol");

  /** P0 to P3. */
  public static final SearchAttributeKey<String> INCIDENT_SEVERITY =
      SearchAttributeKey.forKeyword("IncidentSeverity");

  /** An {@code IncidentStatus}. */
  public static final SearchAttributeKey<String> INCIDENT_STATUS =
      SearchAttributeKey.forKeyword("IncidentStatus");

  /** A cause's word. */
  public static final SearchAttributeKey<String> INCIDENT_CAUSE =
      SearchAttributeKey.forKeyword("IncidentCause");

  /** Id of the running step. */
  public static final SearchAttributeKey<String> RUNBOOK_STEP =
      SearchAttributeKey.forKeyword("RunbookStep");

  /** Id of the gate that is waited for; empty when none. */
  public static final SearchAttributeKey<String> AWAITING_APPROVAL =
      SearchAttributeKey.forKeyword("AwaitingApproval");

  /** A {@code Ladder}. */
  public static final SearchAttributeKey<String> LADDER_STATE =
      SearchAttributeKey.forKeyword("LadderState");

  private SearchAttributes() {}
}
