package io.tripline.simulator.exchange;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What is to happen at an instant of market time, in order; forgotten when the process ends. Not
 * thread-safe: the broker guards it.
 */
final class Agenda {
  private record Entry(Instant at, long number, Runnable action) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
  private long numbers;

  void add(Instant at, Runnable action) {
    entries.add(new Entry(at, numbers++, action));
  }

  Optional<Instant> next() {
    return Optional.ofNullable(entries.peek()).map(Entry::at);
  }

  void clear() {
    entries.clear();
  }

  void runDue(Instant now) {
    while (next().filter(at -> !at.isAfter(now)).isPresent()) {
      entries.remove().action().run();
    }
  }
}
