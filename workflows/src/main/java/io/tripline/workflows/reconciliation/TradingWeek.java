package io.tripline.workflows.reconciliation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tripline.workflows.broker.TradingDay;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * A week of trading in New York: Monday to Friday, and the weekend before it, so that it is over
 * when Friday is and its report, written on Saturday, covers all of it. One begins where the one
 * before it ends. It is written as ISO 8601 writes its Monday: {@code 2026-W47}.
 *
 * @param monday its first day of trading
 */
public record TradingWeek(LocalDate monday) implements Comparable<TradingWeek> {
  private static final int WEEKEND = 2;

  private static final String ALLOWED =
      "week: must look like 2026-W47 or a date such as 2026-11-20";

  /** Throws {@link IllegalArgumentException} unless the day is a Monday. */
  public TradingWeek {
    if (monday == null || monday.getDayOfWeek() != DayOfWeek.MONDAY) {
      throw new IllegalArgumentException("week: must begin on a Monday, was " + monday);
    }
  }

  /** The week that a New York date lies in; that of a Saturday is the next Monday's. */
  public static TradingWeek of(LocalDate date) {
    return new TradingWeek(
        date.plusDays(WEEKEND).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
  }

  /** The last one that is over. */
  public static TradingWeek lastOver(Instant now) {
    return new TradingWeek(of(TradingDay.dateOf(now)).monday().minusWeeks(1));
  }

  /** What people mean by this week: on a weekend the one that has just ended. */
  public static TradingWeek current(Instant now) {
    TradingWeek week = of(TradingDay.dateOf(now));
    return TradingDay.dateOf(now).isBefore(week.monday()) ? lastOver(now) : week;
  }

  /** Reads {@code 2026-W47} or a date in it; throws {@link IllegalArgumentException}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static TradingWeek parse(String text) {
    String word = text == null ? "" : text.strip();
    try {
      if (!word.matches("\\d{4}-W\\d{2}")) {
        return of(LocalDate.parse(word));
      }
      int week = Integer.parseInt(word.substring(6));
      // The 4th of January lies in week 1 of every year.
      LocalDate inFirst = LocalDate.of(Integer.parseInt(word.substring(0, 4)), 1, 4);
      TradingWeek found =
          new TradingWeek(
              inFirst
                  .plusWeeks(week - 1L)
                  .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
      if (!found.text().equals(word)) {
        throw new IllegalArgumentException(ALLOWED + ", was " + text);
      }
      return found;
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException(ALLOWED + ", was " + text, e);
    }
  }

  /** The inverse of {@link #parse}. */
  @JsonValue
  public String text() {
    return String.format(
        Locale.ROOT,
        "%04d-W%02d",
        monday.get(IsoFields.WEEK_BASED_YEAR),
        monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  /** Its first day, a Saturday. */
  public LocalDate firstDay() {
    return monday.minusDays(WEEKEND);
  }

  /** Its last day, a Friday. */
  public LocalDate lastDay() {
    return firstDay().plusDays(6);
  }

  /** Its first instant. */
  public Instant from() {
    return firstDay().atStartOfDay(TradingDay.NEW_YORK).toInstant();
  }

  /** The first instant of the next one. */
  public Instant to() {
    return firstDay().plusWeeks(1).atStartOfDay(TradingDay.NEW_YORK).toInstant();
  }

  /** When what an account holds may begin to differ from what it held at the week's end. */
  Instant nextMonday() {
    return monday.plusWeeks(1).atStartOfDay(TradingDay.NEW_YORK).toInstant();
  }

  /** True where an instant lies in it. */
  public boolean contains(Instant at) {
    return !at.isBefore(from()) && at.isBefore(to());
  }

  @Override
  public int compareTo(TradingWeek other) {
    return monday.compareTo(other.monday);
  }

  @Override
  public String toString() {
    return text();
  }
}
