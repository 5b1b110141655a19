package io.tripline.simulator.market;

import io.tripline.simulator.clock.MarketDay;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Shares traded, minute by minute: a U over the day with some noise, more in nervous regimes, none
 * in a halt. The minutes of a day add up to the day.
 */
final class Volumes {
  private static final double SHARES_PER_MINUTE = 90_000;
  private static final long SECONDS = 60;

  private final Tape tape;

  Volumes(Tape tape) {
    this.tape = tape;
  }

  /** Shares from one instant of a session to another, of a begun minute a part. */
  long between(String symbol, Instant from, Instant until) {
    MarketDay day = tape.calendar().day(tape.calendar().dateAt(from)).orElseThrow();
    long first = Duration.between(day.opensAt(), from).toSeconds();
    long last = Duration.between(day.opensAt(), until).toSeconds();
    long minutes = Duration.between(day.opensAt(), day.closesAt()).toMinutes();
    long sum = 0;
    for (long minute = first / SECONDS; minute * SECONDS < last && minute < minutes; minute++) {
      long part = Math.min(last - minute * SECONDS, SECONDS);
      sum += ofMinute(symbol, day, minute, minutes) * part / SECONDS;
    }
    return sum;
  }

  private long ofMinute(String symbol, MarketDay day, long minute, long minutes) {
    Instant start = day.opensAt().plusSeconds(minute * SECONDS);
    OptionalLong given = tape.path(symbol).volume(start);
    if (given.isPresent()) {
      return given.getAsLong();
    }
    if (tape.halted(symbol, start)) {
      return 0;
    }
    double share =
        DayShape.done((minute + 1.0) / minutes) - DayShape.done((double) minute / minutes);
    double noise = 0.6 + 0.8 * Noise.unit(symbol.hashCode(), start.getEpochSecond());
    return Math.round(
        SHARES_PER_MINUTE * minutes * share * noise * tape.regime(symbol, start).volume());
  }
}
