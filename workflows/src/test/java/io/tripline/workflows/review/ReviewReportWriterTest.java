package io.tripline.workflows.review;

import static io.tripline.workflows.review.ReviewCases.BEGUN;
import static io.tripline.workflows.review.ReviewCases.INCIDENT;
import static io.tripline.workflows.review.ReviewCases.past;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The report says what is recorded, and nothing else. */
class ReviewReportWriterTest {
  private final ReviewBook book = new ReviewBook();

  private void fact(ReviewEvent event, Instant at, Map<String, String> data) {
    book.apply(new ReviewFact(event, "bob", at, "line", data));
  }

  private String written(Instant now) {
    return ReviewReportWriter.write(
        ReviewReading.view(book, CaseFile.of(INCIDENT, past()), now), false);
  }

  private void oneAction() {
    fact(ReviewEvent.OPENED, BEGUN, Map.of("dueAt", BEGUN.plusSeconds(60).toString()));
    fact(
        ReviewEvent.ACTION_ADDED,
        BEGUN,
        Map.of("number", "1", "text", "halve it", "owner", "carol", "due", "2026-12-01"));
  }

  @Test
  void itIsTheSameWheneverItIsWritten() {
    oneAction();
    assertThat(written(BEGUN.plus(Duration.ofDays(90))))
        .isEqualTo(written(BEGUN))
        .contains("( ) 1. halve it; owner carol; due 2026-12-01\n");
  }

  @Test
  void whatWasDoneTooLateIsOnRecord() {
    oneAction();
    fact(
        ReviewEvent.ACTION_DONE,
        Instant.parse("2026-12-02T00:00:00Z"),
        Map.of("number", "1", "text", ""));
    assertThat(written(BEGUN)).contains("; done late 2026-12-02T00:00:00Z, says bob");
  }

  @Test
  void nothingThatAnybodyWroteBecomesMarkup() {
    fact(ReviewEvent.OPENED, BEGUN, Map.of("dueAt", BEGUN.plusSeconds(60).toString()));
    fact(
        ReviewEvent.ACTION_ADDED,
        BEGUN,
        Map.of("number", "1", "text", "a\n\n## Fake\n<b>|`x`", "owner", "", "due", ""));
    assertThat(written(BEGUN)).contains("a ## Fake &lt;b>\\|\\`x\\`").doesNotContain("\n## Fake");
  }
}
