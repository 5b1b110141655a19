package io.tripline.worker.config;

import io.tripline.workflows.account.OutagePolicy;
import java.time.Duration;

/** Reads the section {@code outage}. */
final class OutageReader {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String ALLOWED = "must be a duration from 1s to 1d, such as 15m";

  private OutageReader() {}

  static OutagePolicy read(Section section) {
    OutagePolicy usual = OutagePolicy.DEFAULT;
    OutagePolicy read =
        new OutagePolicy(
            section.value("flattenAfter", usual.flattenAfter(), ALLOWED, OutageReader::span),
            section.value("pageEvery", usual.pageEvery(), ALLOWED, OutageReader::span),
            section.value(
                "nextContactAfter", usual.nextContactAfter(), ALLOWED, OutageReader::span),
            section.value(
                "acknowledgementLapses",
                usual.acknowledgementLapses(),
                ALLOWED,
                OutageReader::span));
    section.refuseOthers();
    return read;
  }

  private static Duration span(String text) {
    Duration span = Amounts.duration(text);
    if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(ALLOWED);
    }
    return span;
  }
}
