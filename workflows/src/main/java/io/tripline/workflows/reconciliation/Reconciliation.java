package io.tripline.workflows.reconciliation;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.reconciliation.JournalWeek.ActionLine;
import io.tripline.workflows.reconciliation.JournalWeek.IncidentLine;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one reconciliation found; the report is made of nothing else, so that it can be
 * written again.
 *
 * @param over whether the week was over in market time
 * @param brokerRead false where the broker did not answer: then nothing of it was compared
 * @param orders of ours at the broker
 * @param executions of them
 * @param closing null where the broker did not answer
 * @param findings the gravest first
 */
public record Reconciliation(
    int schemaVersion,
    AccountName account,
    TradingWeek week,
    boolean over,
    boolean brokerRead,
    Instant at,
    Instant marketAt,
    String by,
    int orders,
    int executions,
    @Nullable Balance opening,
    @Nullable Balance closing,
    WeekSlippage slippage,
    List<Finding> findings,
    List<IncidentLine> incidents,
    List<ActionLine> actions) {
  /** Raised when a component changes its meaning: from 2 on a week begins with its weekend. */
  public static final int SCHEMA_VERSION = 2;

  /** Copies the lists. */
  public Reconciliation {
    findings = List.copyOf(findings);
    incidents = List.copyOf(incidents);
    actions = List.copyOf(actions);
  }

  /** How many findings people must look at. */
  public long grave() {
    return findings.stream().filter(each -> each.severity().compareTo(Severity.P2) <= 0).count();
  }

  /** One line for people. */
  public String sentence() {
    return "week %s of %s: %d orders, %d executions, %s; slippage %s"
        .formatted(
            week,
            account,
            orders,
            executions,
            findings.isEmpty()
                ? "everything agrees"
                : findings.size() + " finding(s), " + grave() + " of them P2",
            slippage.verdict());
  }
}
