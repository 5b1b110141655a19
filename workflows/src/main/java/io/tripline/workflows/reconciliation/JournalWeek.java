package io.tripline.workflows.reconciliation;

import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.slippage.FillSample;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the journal holds of a week.
 *
 * @param begunAt market time of the account's first entry; null when it has none
 * @param orders those of the week and those that may be of it
 * @param sessions the passes of the week's trading days
 * @param incidents P2 and P3 of the week, and what was left for this report
 * @param actions items of reviews that are not done
 * @param opening what the last reconciliation before this week saw; null for the first one
 */
public record JournalWeek(
    @Nullable Instant begunAt,
    List<BookedOrder> orders,
    List<FillSample> samples,
    List<SessionLine> sessions,
    List<IncidentLine> incidents,
    List<ActionLine> actions,
    @Nullable Balance opening) {
  /** Copies the lists. */
  public JournalWeek {
    orders = List.copyOf(orders);
    samples = List.copyOf(samples);
    sessions = List.copyOf(sessions);
    incidents = List.copyOf(incidents);
    actions = List.copyOf(actions);
  }

  /**
   * The last word of a session.
   *
   * @param end a {@code SessionEnd}; empty where only a part of the day is on record
   */
  public record SessionLine(TradingDay day, String end, String text) {}

  /**
   * An incident.
   *
   * @param note what was documented for this report; empty without it
   */
  public record IncidentLine(
      String id, String severity, String status, String headline, String note, Instant begunAt) {}

  /**
   * An action item.
   *
   * @param due such as {@code 2026-12-31}; empty without one
   */
  public record ActionLine(String incident, int number, String text, String owner, String due) {}
}
