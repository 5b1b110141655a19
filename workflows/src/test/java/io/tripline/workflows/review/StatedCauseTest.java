package io.tripline.workflows.review;

import static io.tripline.workflows.review.ReviewCases.INCIDENT;
import static io.tripline.workflows.review.ReviewCases.entry;
import static io.tripline.workflows.review.ReviewCases.past;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people said of the root cause during the incident stands before its reviewers. */
class StatedCauseTest {
  private static String causeStep(List<Entry> entries) {
    return ReviewSteps.of(new ReviewBook(), CaseFile.of(INCIDENT, entries)).get(1).outcome();
  }

  @Test
  void theLastOneStatedIsToBeConfirmed() {
    List<Entry> entries = new ArrayList<>(past());
    assertThat(causeStep(entries)).isEqualTo("nobody named it yet");
    for (String text : List.of("a thin book", "a split nobody booked")) {
      entries.add(
          entry(
              text,
              EntryKind.INCIDENT,
              "2026-11-24T16:10:00Z",
              "bob",
              Map.of("rootCause", text, "person", "bob")));
    }
    assertThat(causeStep(entries))
        .isEqualTo("to be confirmed, stated in the incident: a split nobody booked (bob)");
  }
}
