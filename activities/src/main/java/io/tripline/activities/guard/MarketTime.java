package io.tripline.activities.guard;

import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import java.time.Duration;
import java.time.Instant;

/** The broker's clock as last read, carried on by the host's clock between two reads. */
record MarketTime(MarketNow read, Instant readAt) {
  private static final Duration JUMP = Duration.ofSeconds(5);

  /** Slack for the time that a read takes, in wall time. */
  private static final double READ_SECONDS = 1;

  MarketCalendar calendar() {
    return read.calendar();
  }

  /** The clock at a host's instant; open or not by the calendar. */
  MarketClock at(Instant wall) {
    MarketClock clock = read.clock();
    Instant now = market(wall);
    if (now.isBefore(clock.nextOpen()) && now.isBefore(clock.nextClose())) {
      return new MarketClock(now, clock.open(), clock.nextOpen(), clock.nextClose(), clock.rate());
    }
    boolean open =
        calendar().current(now).filter(session -> now.isBefore(session.close())).isPresent();
    return new MarketClock(now, open, clock.nextOpen(), clock.nextClose(), clock.rate());
  }

  /** True when a later read does not follow from this one. */
  boolean jumpedTo(MarketClock later, Instant wall) {
    double apart = Math.abs(Duration.between(market(wall), later.now()).toMillis() / 1000.0);
    return later.rate() != read.clock().rate()
        || apart > JUMP.toSeconds() + later.rate() * READ_SECONDS;
  }

  private Instant market(Instant wall) {
    long passed = Duration.between(readAt, wall).toMillis();
    return read.clock().now().plusMillis(Math.round(passed * read.clock().rate()));
  }
}
