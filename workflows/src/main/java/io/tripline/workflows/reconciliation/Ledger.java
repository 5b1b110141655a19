package io.tripline.workflows.reconciliation;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Journal;

/** Reads a week from the journal and keeps the report of it. */
@ActivityInterface(namePrefix = "Ledger")
public interface Ledger {
  /** What the journal holds of a week. */
  JournalWeek week(WeekQuestion question);

  /** Writes the report to the reports folder, and it and its figures to the journal. */
  Journal.StoredReport store(WeekReport report);

  /** Which week. */
  record WeekQuestion(AccountName account, TradingWeek week) {}

  /**
   * A finished report.
   *
   * @param id of the journal's entry: the same id is the same report
   */
  record WeekReport(String id, Reconciliation reconciliation, String text) {}
}
