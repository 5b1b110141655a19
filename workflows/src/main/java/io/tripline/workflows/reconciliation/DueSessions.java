package io.tripline.workflows.reconciliation;

import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.reconciliation.Finding.Kind;
import io.tripline.workflows.reconciliation.JournalWeek.SessionLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which trading days of a week had a session due, and which of those decided nothing. */
public final class DueSessions {
  private static final Set<String> DECIDED =
      Set.of("TRADED", "NOTHING_TO_DO", "MARKET_CLOSED", "WATCHING", "STOPPED");

  private DueSessions() {}

  /**
   * The days without an execution, each with its reason.
   *
   * @param now market time: a day counts once it is over
   * @param begunAt of the journal; earlier days were nobody's
   */
  public static List<Finding> missed(
      TradingWeek week,
      MarketCalendar calendar,
      Instant now,
      Instant begunAt,
      List<SessionLine> sessions) {
    if (calendar.sessions().isEmpty()
        || calendar.sessions().getFirst().day().date().isAfter(week.monday())) {
      return List.of(
          Kind.UNKNOWN.of(
              week.text(),
              "the broker's calendar does not reach back so far: missed executions are not known"));
    }
    List<Finding> findings = new ArrayList<>();
    for (SessionHours hours : calendar.sessions()) {
      if (week.contains(hours.open())
          && !hours.close().isAfter(now)
          && hours.close().isAfter(begunAt)) {
        why(hours.day(), sessions)
            .ifPresent(why -> findings.add(Kind.MISSED_EXECUTION.of(hours.day().text(), why)));
      }
    }
    return findings;
  }

  /** Why a day that is over counts as missed; empty where its decision was made and recorded. */
  public static Optional<String> why(TradingDay day, List<SessionLine> sessions) {
    List<SessionLine> ofDay = sessions.stream().filter(each -> each.day().equals(day)).toList();
    if (ofDay.isEmpty()) {
      return Optional.of("a session was due, and no decision is on record");
    }
    if (ofDay.stream().anyMatch(each -> DECIDED.contains(each.end()))) {
      return Optional.empty();
    }
    SessionLine last = ofDay.getLast();
    return Optional.of(
        last.end().isEmpty() ? "the session has no end on record: " + last.text() : last.text());
  }
}
