package io.tripline.simulator.clock;

import static io.tripline.simulator.clock.MarketDay.NEW_YORK;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * The calendar of the New York exchanges, computed from rules and a table of one-off closures.
 * Dates are New York dates. Immutable, so safe for use by several threads.
 */
public final class ExchangeCalendar {
  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final LocalTime CLOSE = LocalTime.of(16, 0);
  private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);

  /** The trading day on that date, or empty on weekends and holidays. */
  public Optional<MarketDay> day(LocalDate date) {
    return Holidays.isClosed(date) ? Optional.empty() : Optional.of(marketDay(date));
  }

  /** The first trading day after the date. */
  public MarketDay next(LocalDate date) {
    LocalDate next = date.plusDays(1);
    while (Holidays.isClosed(next)) {
      next = next.plusDays(1);
    }
    return marketDay(next);
  }

  /** The last trading day before the date. */
  public MarketDay previous(LocalDate date) {
    LocalDate previous = date.minusDays(1);
    while (Holidays.isClosed(previous)) {
      previous = previous.minusDays(1);
    }
    return marketDay(previous);
  }

  /** Trading days from {@code first} to {@code last}, both included. */
  public List<MarketDay> between(LocalDate first, LocalDate last) {
    return first.isAfter(last)
        ? List.of()
        : first.datesUntil(last.plusDays(1)).flatMap(date -> day(date).stream()).toList();
  }

  /** The New York date of an instant. */
  public LocalDate dateAt(Instant instant) {
    return instant.atZone(NEW_YORK).toLocalDate();
  }

  /** The part of the trading day that an instant falls into; a boundary belongs to what starts. */
  public Phase phaseAt(Instant instant) {
    return day(dateAt(instant)).map(day -> phase(day, instant)).orElse(Phase.CLOSED);
  }

  /** The first core open after the instant. */
  public MarketDay nextOpen(Instant instant) {
    LocalDate date = dateAt(instant);
    return day(date).filter(day -> day.opensAt().isAfter(instant)).orElseGet(() -> next(date));
  }

  /** The first day whose core close is after the instant. */
  public MarketDay nextClose(Instant instant) {
    LocalDate date = dateAt(instant);
    return day(date).filter(day -> day.closesAt().isAfter(instant)).orElseGet(() -> next(date));
  }

  private static Phase phase(MarketDay day, Instant instant) {
    if (instant.isBefore(day.sessionOpensAt()) || !instant.isBefore(day.sessionClosesAt())) {
      return Phase.CLOSED;
    }
    if (instant.isBefore(day.opensAt())) {
      return Phase.PRE;
    }
    return instant.isBefore(day.closesAt()) ? Phase.CORE : Phase.POST;
  }

  private static MarketDay marketDay(LocalDate date) {
    return new MarketDay(date, OPEN, Holidays.isHalfDay(date) ? EARLY_CLOSE : CLOSE);
  }
}
