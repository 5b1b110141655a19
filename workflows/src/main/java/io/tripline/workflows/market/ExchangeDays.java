package io.tripline.workflows.market;

import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.Set;

/**
 * The calendar of the New York Stock Exchange by its standing rules, from 2022 on. Never an
 * authority: one-off closures, of which it knows the past ones only, are the broker's to tell. It
 * is there to notice a broker's calendar, or a clock, that can't be right (risk.md section 8.4).
 */
public final class ExchangeDays {
  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final LocalTime CLOSE = LocalTime.of(16, 0);
  private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);

  /** Days of mourning since these rules hold. */
  private static final Set<LocalDate> ONE_OFF = Set.of(LocalDate.of(2025, 1, 9));

  private ExchangeDays() {}

  /** The session of a New York date; empty where the exchange is closed. */
  public static Optional<SessionHours> on(LocalDate date) {
    if (closed(date)) {
      return Optional.empty();
    }
    LocalTime close = earlyClose(date) ? EARLY_CLOSE : CLOSE;
    return Optional.of(
        new SessionHours(
            new TradingDay(date),
            date.atTime(OPEN).atZone(TradingDay.NEW_YORK).toInstant(),
            date.atTime(close).atZone(TradingDay.NEW_YORK).toInstant()));
  }

  /** The date on which the last {@code count} sessions up to a date began. */
  public static LocalDate firstOfTheLast(int count, LocalDate date) {
    LocalDate day = date;
    int left = count;
    while (true) {
      if (!closed(day) && --left <= 0) {
        return day;
      }
      day = day.minusDays(1);
    }
  }

  private static boolean closed(LocalDate date) {
    int year = date.getYear();
    return date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0
        || ONE_OFF.contains(date)
        || date.equals(newYear(year))
        || date.equals(nth(3, year, Month.JANUARY))
        || date.equals(nth(3, year, Month.FEBRUARY))
        || date.equals(easter(year).minusDays(2))
        || date.equals(
            LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)))
        || date.equals(observed(LocalDate.of(year, Month.JUNE, 19)))
        || date.equals(observed(LocalDate.of(year, Month.JULY, 4)))
        || date.equals(nth(1, year, Month.SEPTEMBER))
        || date.equals(thanksgiving(year))
        || date.equals(observed(LocalDate.of(year, Month.DECEMBER, 25)));
  }

  /** The day after Thanksgiving, Christmas Eve, and 3 July, where they are sessions. */
  private static boolean earlyClose(LocalDate date) {
    boolean beforeAHoliday =
        date.equals(LocalDate.of(date.getYear(), Month.DECEMBER, 24))
            || (date.equals(LocalDate.of(date.getYear(), Month.JULY, 3))
                && date.getDayOfWeek() != DayOfWeek.FRIDAY);
    return beforeAHoliday || date.equals(thanksgiving(date.getYear()).plusDays(1));
  }

  /** On a Saturday it is not made up for: the Friday belongs to the old year. */
  private static LocalDate newYear(int year) {
    LocalDate first = LocalDate.of(year, Month.JANUARY, 1);
    return first.getDayOfWeek() == DayOfWeek.SUNDAY ? first.plusDays(1) : first;
  }

  private static LocalDate observed(LocalDate holiday) {
    DayOfWeek weekday = holiday.getDayOfWeek();
    if (weekday == DayOfWeek.SATURDAY) {
      return holiday.minusDays(1);
    }
    return weekday == DayOfWeek.SUNDAY ? holiday.plusDays(1) : holiday;
  }

  private static LocalDate nth(int ordinal, int year, Month month) {
    return LocalDate.of(year, month, 1)
        .with(TemporalAdjusters.dayOfWeekInMonth(ordinal, DayOfWeek.MONDAY));
  }

  private static LocalDate thanksgiving(int year) {
    return LocalDate.of(year, Month.NOVEMBER, 1)
        .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY));
  }

  /** Gauss's rule for the Gregorian calendar, in the form valid from 1900 to 2099. */
  private static LocalDate easter(int year) {
    int moon = (19 * (year % 19) + 24) % 30;
    int sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
    int days = moon + sunday;
    boolean late = (moon == 29 && sunday == 6) || (moon == 28 && sunday == 6 && year % 19 > 10);
    return LocalDate.of(year, Month.MARCH, 22).plusDays(late ? days - 7 : days);
  }
}
