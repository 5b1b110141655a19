package io.tripline.worker.config;

import io.tripline.activities.start.SchedulePlan;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Reads the section {@code schedules}. */
final class SchedulesReader {
  private static final String TIME = "must be a time of day in New York such as 20:30";

  private SchedulesReader() {}

  static SchedulePlan read(Section section) {
    SchedulePlan usual = SchedulePlan.DEFAULT;
    Section reconciliation = section.section("reconciliation");
    Section maintenance = section.section("maintenance");
    Section checks = section.section("checks");
    DayOfWeek on =
        reconciliation.value(
            "on", usual.reconcileOn(), "must be a day such as saturday", SchedulesReader::day);
    LocalTime at = reconciliation.value("at", usual.reconcileAt(), TIME, SchedulesReader::time);
    LocalTime begin = maintenance.value("at", usual.maintainAt(), TIME, SchedulesReader::time);
    Duration length =
        maintenance.value(
            "length", usual.maintainFor(), "must be a duration such as 2h", Amounts::duration);
    Duration every =
        checks.value(
            "every", usual.checkEvery(), "must be a duration such as 1h", Amounts::duration);
    reconciliation.refuseOthers();
    maintenance.refuseOthers();
    checks.refuseOthers();
    section.refuseOthers();
    try {
      return new SchedulePlan(on, at, begin, length, every);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String where = message.startsWith("schedules.checks") ? "checks" : "maintenance";
      section.problem(where, message.substring(message.indexOf(": ") + 2));
      return usual;
    }
  }

  private static DayOfWeek day(String text) {
    return DayOfWeek.valueOf(text.strip().toUpperCase(Locale.ROOT));
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(TIME, e);
    }
  }
}
