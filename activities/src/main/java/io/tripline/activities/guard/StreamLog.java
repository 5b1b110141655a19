package io.tripline.activities.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps in the journal what happens to the streams: of each kind one entry a minute at most, the
 * rest as a count in the next one. For one thread.
 */
final class StreamLog {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final ReadingLog log;
  private final InstantSource clock;
  private final Map<String, Instant> lastAt = new HashMap<>();
  private final Map<String, Integer> folded = new HashMap<>();

  StreamLog(ReadingLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** What is kept. */
  enum Kind {
    CONNECTED,
    LOST,
    SILENT,
    COMPARED,
    UNCOMPARED
  }

  void take(String stream, Kind kind, String text, Instant marketAt) {
    Instant now = clock.instant();
    String key = stream + "-" + kind.name().toLowerCase(Locale.ROOT);
    if (!Due.again(lastAt.get(key), EVERY, now)) {
      folded.merge(key, 1, Integer::sum);
      return;
    }
    lastAt.put(key, now);
    Integer before = folded.remove(key);
    log.stream(
        key,
        stream + " stream " + text,
        before == null
            ? Map.of("stream", stream)
            : Map.of("stream", stream, "notKeptBefore", before.toString()),
        marketAt,
        now);
  }
}
