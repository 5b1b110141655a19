package io.tripline.workflows.broker;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The broker's calendar around now, from data handed in; ascending by day. */
public record MarketCalendar(List<SessionHours> sessions) {
  /** Sorts the sessions. */
  public MarketCalendar {
    sessions = sessions.stream().sorted(Comparator.comparing(SessionHours::day)).toList();
  }

  /** The session of a New York date, if the market trades on it. */
  public Optional<SessionHours> on(LocalDate date) {
    return sessions.stream().filter(s -> s.day().date().equals(date)).findFirst();
  }

  /** The first session on a later New York date. */
  public Optional<SessionHours> nextAfter(LocalDate date) {
    return sessions.stream().filter(s -> s.day().date().isAfter(date)).findFirst();
  }

  /** The last session on an earlier New York date. */
  public Optional<SessionHours> lastBefore(LocalDate date) {
    return sessions.stream()
        .filter(s -> s.day().date().isBefore(date))
        .reduce((first, second) -> second);
  }

  /**
   * The trading day that an instant belongs to: the one whose open is the latest not after it, so
   * that evenings, nights and weekends belong to the session before them.
   */
  public Optional<SessionHours> current(Instant now) {
    return sessions.stream().filter(s -> !s.open().isAfter(now)).reduce((first, second) -> second);
  }
}
