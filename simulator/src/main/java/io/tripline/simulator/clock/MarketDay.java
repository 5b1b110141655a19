package io.tripline.simulator.clock;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * One trading day of the New York exchanges.
 *
 * @param date New York date
 * @param open start of the core session, New York time
 * @param close end of the core session, New York time; 13:00 on a half day
 */
public record MarketDay(LocalDate date, LocalTime open, LocalTime close) {
  /** The zone of every date and local time of the market. */
  public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private static final LocalTime PRE_MARKET_OPEN = LocalTime.of(4, 0);
  private static final LocalTime FULL_DAY_CLOSE = LocalTime.of(16, 0);

  /** Whether the core session ends early. */
  public boolean isHalfDay() {
    return close.isBefore(FULL_DAY_CLOSE);
  }

  /** Start of the core session. */
  public Instant opensAt() {
    return at(open);
  }

  /** End of the core session. */
  public Instant closesAt() {
    return at(close);
  }

  /** Start of the pre-market session. */
  public Instant sessionOpensAt() {
    return at(PRE_MARKET_OPEN);
  }

  /** End of the post-market session, four hours after the close. */
  public Instant sessionClosesAt() {
    return at(close.plusHours(4));
  }

  /** End of the post-market session, New York time. */
  public LocalTime sessionClose() {
    return close.plusHours(4);
  }

  /** Start of the pre-market session, New York time. */
  public LocalTime sessionOpen() {
    return PRE_MARKET_OPEN;
  }

  /** The instant of a New York time on this day. */
  public Instant at(LocalTime time) {
    return date.atTime(time).atZone(NEW_YORK).toInstant();
  }
}
