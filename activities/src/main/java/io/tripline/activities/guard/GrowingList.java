package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.activities.broker.Part;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A list at the broker that only grows, such as executions: read once, then only what came since. A
 * long one is read over several looks, so that it never takes the messages that others need; until
 * it is whole, nothing is known. For one thread.
 */
final class GrowingList<T> {
  /** An entry may show up some time after others that were booked later. */
  private static final Duration OVERLAP = Duration.ofMinutes(15);

  /** The most that one look sends. */
  static final int PARTS = 4;

  /** With fewer messages left nothing is sent. */
  static final int SPARE = 10;

  /** A longer list is not kept, nor read on before its beginning has moved. */
  static final int MOST = 50_000;

  /** Reads a part, beginning with the empty word. */
  @FunctionalInterface
  interface Source<T> {
    Answer<Part<T>> read(Instant since, String from);
  }

  /** What identifies an entry, and when it happened (market time). */
  record Entry<T>(String plural, Function<T, String> id, Function<T, Instant> at) {}

  private final Source<T> source;
  private final Entry<T> entry;
  private final IntSupplier spare;
  private final InstantSource clock;
  private final Map<String, T> known = new LinkedHashMap<>();
  private @Nullable Instant from;
  private @Nullable Instant latest;

  /** Of the pass that is under way; null: none is. */
  private @Nullable Instant passFrom;

  private String next = "";

  /** {@code spare} tells how many messages could be sent without touching any reserve. */
  GrowingList(Source<T> source, Entry<T> entry, IntSupplier spare, InstantSource clock) {
    this.source = source;
    this.entry = entry;
    this.spare = spare;
    this.clock = clock;
  }

  static GrowingList<Fill> fills(AlpacaHttp http, InstantSource clock) {
    return new GrowingList<>(
        http::fillsSince,
        new Entry<>("executions", Fill::id, Fill::at),
        http.streams()::spareMessages,
        clock);
  }

  /** Of the orders only what never changes is to be believed: each is read once. */
  static GrowingList<Order> orders(AlpacaHttp http, InstantSource clock) {
    return new GrowingList<>(
        http::ordersSince,
        new Entry<>("orders", Order::id, Order::submittedAt),
        http.streams()::spareMessages,
        clock);
  }

  /** All since an instant of market time, ascending. */
  Reading<List<T>> since(Instant begin) {
    Instant before = from;
    if (before == null || before.isAfter(begin)) {
      known.clear();
      latest = null;
      passFrom = null;
    }
    from = begin;
    known.values().removeIf(value -> entry.at().apply(value).isBefore(begin));
    Instant pass = passFrom;
    // A beginning that has moved on is no reason to read what lies before it.
    if (pass == null || pass.isBefore(begin)) {
      Instant last = latest;
      Instant overlap = last == null ? begin : last.minus(OVERLAP);
      pass = overlap.isBefore(begin) ? begin : overlap;
      passFrom = pass;
      next = "";
    }
    for (int part = 0; part < PARTS; part++) {
      if (known.size() >= MOST) {
        return unknown(Fault.UNREADABLE_ANSWER, "more than " + MOST + ": they are not read");
      }
      if (spare.getAsInt() < SPARE) {
        return unknown(Fault.RATE_LIMITED, "our own message budget is short");
      }
      switch (source.read(pass, next)) {
        case Answer.Done<Part<T>>(Part<T> read, String requestId) -> {
          read.values().forEach(value -> take(value, begin));
          if (read.last() || read.next().equals(next)) {
            passFrom = null;
            return new Reading.Seen<>(
                known.values().stream().sorted(Comparator.comparing(entry.at())).toList(),
                clock.instant());
          }
          next = read.next();
        }
        case Answer.Failed<Part<T>>(Fault fault, String detail, var extras) -> {
          return unknown(fault, detail);
        }
        case Answer.NoAnswer<Part<T>>(String detail) -> {
          return unknown(Fault.BROKER_UNREACHABLE, detail);
        }
      }
    }
    return unknown(Fault.RATE_LIMITED, "a long list, the rest is read later");
  }

  private void take(T value, Instant begin) {
    Instant at = entry.at().apply(value);
    if (at.isBefore(begin)) {
      return;
    }
    known.put(entry.id().apply(value), value);
    Instant last = latest;
    latest = last == null || at.isAfter(last) ? at : last;
  }

  private Reading<List<T>> unknown(Fault fault, String why) {
    return new Reading.Unknown<>(
        fault, "%s: %s (%d read so far)".formatted(entry.plural(), why, known.size()));
  }
}
