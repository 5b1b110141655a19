package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.TradingDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The highest equity of each of the last sessions, in today's money: deposits and withdrawals of a
 * day move the marks of the days before by the same amount, so that they are neither gain nor loss.
 * Of a day its equity without its own {@code intraday_adjustments} counts. Immutable; the guard
 * carries it through every continue-as-new, and the journal keeps it.
 *
 * @param sessions ascending by day, at most {@link #KEPT}
 * @param flows what was deposited less what was withdrawn on the last of them
 */
public record HighWater(List<Mark> sessions, Money flows) {
  /** As many as any configuration may look back. */
  public static final int KEPT = 60;

  /** Nothing was seen yet, or people accepted what was lost. */
  public static final HighWater EMPTY = new HighWater(List.of(), Money.ZERO);

  /** The highest equity of one session. */
  public record Mark(TradingDay day, Money high) {}

  /** Copies. */
  public HighWater {
    sessions = sessions == null ? List.of() : List.copyOf(sessions);
    flows = flows == null ? Money.ZERO : flows;
  }

  /** With what was seen of a day; a lower value changes nothing, an earlier day neither. */
  public HighWater with(TradingDay day, Money equity, Money flowsOfTheDay) {
    if (!sessions.isEmpty() && sessions.getLast().day().compareTo(day) > 0) {
      return this;
    }
    Money value = equity.minus(flowsOfTheDay);
    List<Mark> next = new ArrayList<>();
    boolean sameDay = !sessions.isEmpty() && sessions.getLast().day().equals(day);
    for (Mark each : sameDay ? sessions.subList(0, sessions.size() - 1) : sessions) {
      next.add(sameDay ? each : new Mark(each.day(), each.high().plus(flows)));
    }
    Money high = value;
    if (sameDay && sessions.getLast().high().compareTo(value) > 0) {
      high = sessions.getLast().high();
    }
    next.add(new Mark(day, high));
    return new HighWater(next.subList(Math.max(0, next.size() - KEPT), next.size()), flowsOfTheDay);
  }

  /** With the days of another record that came later. */
  public HighWater then(HighWater later) {
    HighWater joined = this;
    for (int i = 0; i < later.sessions().size(); i++) {
      Mark each = later.sessions().get(i);
      Money moved = i == later.sessions().size() - 1 ? later.flows() : Money.ZERO;
      joined = joined.with(each.day(), each.high().plus(moved), moved);
    }
    return joined;
  }

  /** The highest of the last {@code count} sessions; empty where none was seen. */
  public Optional<Money> mark(int count) {
    return sessions.subList(Math.max(0, sessions.size() - count), sessions.size()).stream()
        .map(Mark::high)
        .max(Comparator.naturalOrder());
  }

  /** The highest equity of the last day, its deposits and withdrawals included. */
  public Optional<Money> latest() {
    return sessions.isEmpty()
        ? Optional.empty()
        : Optional.of(sessions.getLast().high().plus(flows));
  }

  /** One line for the journal, such as {@code 0.00;2026-11-16=100000.00}. */
  public String text() {
    StringBuilder text = new StringBuilder(flows.text());
    sessions.forEach(
        each -> text.append(';').append(each.day()).append('=').append(each.high().text()));
    return text.toString();
  }

  /** The inverse of {@link #text}; what can't be read is {@link #EMPTY}. */
  public static HighWater parse(String text) {
    try {
      List<Mark> marks = new ArrayList<>();
      String[] parts = text.split(";", -1);
      for (int i = 1; i < parts.length; i++) {
        int at = parts[i].indexOf('=');
        marks.add(
            new Mark(
                TradingDay.parse(parts[i].substring(0, at)), Money.of(parts[i].substring(at + 1))));
      }
      return new HighWater(marks, Money.of(parts[0]));
    } catch (RuntimeException unreadable) {
      return EMPTY;
    }
  }
}
