package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The executions of the last sessions: read once, then only what came since. For one thread. */
final class FillBook {
  /** An execution may show up some time after others that were booked later. */
  private static final Duration OVERLAP = Duration.ofMinutes(15);

  private final AlpacaHttp http;
  private final InstantSource clock;
  private final Map<String, Fill> known = new LinkedHashMap<>();
  private @Nullable LocalDate from;
  private @Nullable Instant latest;

  FillBook(AlpacaHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  /** All since New York's midnight of a date, ascending. */
  Reading<List<Fill>> since(LocalDate date) {
    Instant midnight = date.atStartOfDay(TradingDay.NEW_YORK).toInstant();
    Instant last = latest;
    LocalDate before = from;
    boolean goOn = last != null && before != null && !before.isAfter(date);
    Instant start = goOn && last != null ? last.minus(OVERLAP) : midnight;
    return switch (http.fillsSince(start.isBefore(midnight) ? midnight : start)) {
      case Answer.Done<List<Fill>>(List<Fill> fills, String requestId) -> {
        if (!goOn) {
          known.clear();
        }
        for (Fill fill : fills) {
          known.put(fill.id(), fill);
          latest = last == null || fill.at().isAfter(last) ? fill.at() : last;
          last = latest;
        }
        known.values().removeIf(fill -> fill.at().isBefore(midnight));
        from = date;
        yield new Reading.Seen<>(
            known.values().stream().sorted(Comparator.comparing(Fill::at)).toList(),
            clock.instant());
      }
      case Answer.Failed<List<Fill>>(Fault fault, String detail, var extras) ->
          new Reading.Unknown<>(fault, "executions: " + detail);
      case Answer.NoAnswer<List<Fill>>(String detail) ->
          new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "executions: " + detail);
    };
  }
}
