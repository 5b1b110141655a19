package io.tripline.activities.broker;

import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.TradingDay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Clock and calendar of one account; the calendar is read once an hour and New York date. */
public final class MarketHours {
  private static final Duration KEEP = Duration.ofHours(1);
  private static final int DAYS_EACH_WAY = 15;

  private record Kept(LocalDate date, Instant readAt, MarketCalendar calendar) {}

  private final AlpacaHttp http;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

  MarketHours(AlpacaHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  /** Reads the clock, and the calendar where it is not known yet. */
  public Answer<MarketNow> now() {
    return switch (http.clock()) {
      case Answer.Done<MarketClock>(MarketClock read, String requestId) -> {
        LocalDate date = TradingDay.dateOf(read.now());
        Kept known = kept.get();
        Instant wall = clock.instant();
        if (known != null
            && known.date().equals(date)
            && wall.isBefore(known.readAt().plus(KEEP))) {
          yield new Answer.Done<>(new MarketNow(read, known.calendar()), requestId);
        }
        Answer<MarketCalendar> calendar =
            http.calendar(date.minusDays(DAYS_EACH_WAY), date.plusDays(DAYS_EACH_WAY));
        if (calendar instanceof Answer.Done<MarketCalendar> done) {
          kept.set(new Kept(date, wall, done.value()));
        }
        yield calendar.map(sessions -> new MarketNow(read, sessions));
      }
      case Answer.Failed<MarketClock>(var fault, String detail, Answer.Extras extras) ->
          new Answer.Failed<>(fault, detail, extras);
      case Answer.NoAnswer<MarketClock>(String detail) -> new Answer.NoAnswer<>(detail);
    };
  }
}
