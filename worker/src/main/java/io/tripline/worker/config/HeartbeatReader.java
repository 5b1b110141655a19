package io.tripline.worker.config;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code notify.heartbeat}. */
final class HeartbeatReader {
  private static final Duration USUAL = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String ALLOWED = "must be a duration from 10s to 1h, such as 1m";

  private HeartbeatReader() {}

  static NotifySettings.@Nullable Heartbeat read(Section notify) {
    if (!notify.has("heartbeat")) {
      return null;
    }
    Section section = notify.section("heartbeat");
    if (!section.has("url")) {
      section.problem("url", "is missing; it " + KeySource.ALLOWED);
    }
    Optional<KeySource> url =
        section.hidden(
            "url", Optional.empty(), KeySource.ALLOWED, text -> Optional.of(KeySource.parse(text)));
    Duration every = section.value("every", USUAL, ALLOWED, HeartbeatReader::span);
    section.refuseOthers();
    return url.map(source -> new NotifySettings.Heartbeat(source, every)).orElse(null);
  }

  private static Duration span(String text) {
    Duration span = Amounts.duration(text);
    if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(ALLOWED);
    }
    return span;
  }
}
