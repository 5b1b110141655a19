package io.tripline.simulator.clock;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Set;

/**
 * Holidays and half days of the New York exchanges by their published rules, plus the one-off
 * closures that no rule gives. Exact from 2000 on; earlier years follow today's rules.
 */
final class Holidays {
  /** Funerals, storms and attacks: closed on these days only. */
  private static final Set<LocalDate> ONE_OFF =
      Set.of(
          LocalDate.of(1985, 9, 27),
          LocalDate.of(1994, 4, 27),
          LocalDate.of(2001, 9, 11),
          LocalDate.of(2001, 9, 12),
          LocalDate.of(2001, 9, 13),
          LocalDate.of(2001, 9, 14),
          LocalDate.of(2004, 6, 11),
          LocalDate.of(2007, 1, 2),
          LocalDate.of(2012, 10, 29),
          LocalDate.of(2012, 10, 30),
          LocalDate.of(2018, 12, 5),
          LocalDate.of(2025, 1, 9));

  private static final int JUNETEENTH_SINCE = 2022;
  private static final int MARTIN_LUTHER_KING_SINCE = 1998;

  private Holidays() {}

  static boolean isClosed(LocalDate date) {
    DayOfWeek weekday = date.getDayOfWeek();
    return weekday == SATURDAY
        || weekday == SUNDAY
        || ONE_OFF.contains(date)
        || isNewYear(date)
        || isMondayHoliday(date)
        || date.equals(goodFriday(date.getYear()))
        || (date.getYear() >= JUNETEENTH_SINCE && isObserved(date, Month.JUNE, 19))
        || isObserved(date, Month.JULY, 4)
        || date.equals(thanksgiving(date.getYear()))
        || isObserved(date, Month.DECEMBER, 25);
  }

  /** Whether a day that is not closed ends at 13:00. */
  static boolean isHalfDay(LocalDate date) {
    DayOfWeek weekday = date.getDayOfWeek();
    return date.equals(thanksgiving(date.getYear()).plusDays(1))
        || (isOn(date, Month.DECEMBER, 24) && weekday.compareTo(FRIDAY) < 0)
        || (isOn(date, Month.JULY, 3) && weekday.compareTo(FRIDAY) < 0);
  }

  /** A New Year's Day on a Saturday is not made up for: the Friday belongs to the old year. */
  private static boolean isNewYear(LocalDate date) {
    LocalDate newYear = LocalDate.of(date.getYear(), 1, 1);
    return date.equals(newYear.getDayOfWeek() == SUNDAY ? newYear.plusDays(1) : newYear);
  }

  private static boolean isMondayHoliday(LocalDate date) {
    if (date.getDayOfWeek() != MONDAY) {
      return false;
    }
    return switch (date.getMonth()) {
      case JANUARY ->
          date.getYear() >= MARTIN_LUTHER_KING_SINCE
              && date.equals(date.with(dayOfWeekInMonth(3, MONDAY)));
      case FEBRUARY -> date.equals(date.with(dayOfWeekInMonth(3, MONDAY)));
      case MAY -> date.equals(date.with(lastInMonth(MONDAY)));
      case SEPTEMBER -> date.equals(date.with(dayOfWeekInMonth(1, MONDAY)));
      default -> false;
    };
  }

  private static LocalDate thanksgiving(int year) {
    return LocalDate.of(year, 11, 1).with(dayOfWeekInMonth(4, THURSDAY));
  }

  private static boolean isObserved(LocalDate date, Month month, int day) {
    LocalDate holiday = LocalDate.of(date.getYear(), month, day);
    LocalDate observed =
        switch (holiday.getDayOfWeek()) {
          case SATURDAY -> holiday.minusDays(1);
          case SUNDAY -> holiday.plusDays(1);
          default -> holiday;
        };
    return date.equals(observed);
  }

  private static boolean isOn(LocalDate date, Month month, int day) {
    return date.getMonth() == month && date.getDayOfMonth() == day;
  }

  /** Two days before Easter Sunday (Gregorian computus, Meeus/Jones/Butcher). */
  private static LocalDate goodFriday(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return LocalDate.of(year, f / 31, f % 31 + 1).minusDays(2);
  }
}
