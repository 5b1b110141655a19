package io.tripline.workflows.review;

import static io.tripline.workflows.review.ReviewCases.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.ReviewPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When people are reminded. */
class RemindersTest {
  private static final ReviewPolicy POLICY = ReviewPolicy.DEFAULT;
  private final ReviewBook book = new ReviewBook();

  private void fact(ReviewEvent event, Map<String, String> data) {
    book.apply(new ReviewFact(event, "bob", BEGUN, "x", data));
  }

  private void opened() {
    fact(ReviewEvent.OPENED, Map.of("dueAt", BEGUN.plus(Duration.ofDays(5)).toString()));
  }

  private void added(String due) {
    fact(ReviewEvent.ACTION_ADDED, Map.of("number", "1", "text", "a", "owner", "al", "due", due));
  }

  @Test
  void anUnsignedReviewIsRemindedOfAtItsTimeAndThenEachDay() {
    opened();
    Instant due = BEGUN.plus(Duration.ofDays(5));
    assertThat(Reminders.next(book, POLICY, BEGUN)).contains(due);
    assertThat(Reminders.next(book, POLICY, due)).contains(due.plus(Duration.ofDays(1)));
    assertThat(Reminders.next(book, POLICY, due.plus(Duration.ofHours(25))))
        .contains(due.plus(Duration.ofDays(2)));
    assertThat(Reminders.late(book, due.minusSeconds(1))).isEmpty();
    assertThat(Reminders.late(book, due)).singleElement().asString().contains("not signed");
  }

  @Test
  void anActionIsRemindedOfWhenItsDayIsOver() {
    opened();
    added("2026-11-26");
    Instant over = Instant.parse("2026-11-27T00:00:00Z");
    assertThat(Reminders.next(book, POLICY, BEGUN)).contains(over);
    assertThat(Reminders.late(book, over.minusSeconds(1))).isEmpty();
    assertThat(Reminders.late(book, over)).singleElement().asString().contains("owner al");
  }

  @Test
  void whatIsSignedAndDoneNeedsNoReminder() {
    opened();
    added("2026-11-26");
    fact(ReviewEvent.SIGNED, Map.of("complete", "yes"));
    fact(ReviewEvent.ACTION_DONE, Map.of("number", "1"));
    assertThat(Reminders.next(book, POLICY, BEGUN)).isEmpty();
  }
}
