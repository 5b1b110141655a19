package io.tripline.worker.config;

import io.tripline.workflows.account.ReviewPolicy;
import java.time.Duration;

/** Reads the section {@code review}. */
final class ReviewReader {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final String ALLOWED = "must be a duration of 1m or more, such as 5d";

  private ReviewReader() {}

  static ReviewPolicy read(Section section) {
    ReviewPolicy usual = ReviewPolicy.DEFAULT;
    ReviewPolicy read =
        new ReviewPolicy(
            section.value("signWithin", usual.signWithin(), ALLOWED, ReviewReader::span),
            section.value("remindEvery", usual.remindEvery(), ALLOWED, ReviewReader::span));
    section.refuseOthers();
    return read;
  }

  private static Duration span(String text) {
    Duration span = Amounts.duration(text);
    if (span.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(ALLOWED);
    }
    return span;
  }
}
