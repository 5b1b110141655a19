package io.tripline.workflows.review;

import static io.tripline.workflows.review.ReviewCases.INCIDENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.runbook.IncidentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the machine fills in of an incident, so that people need not. */
class CaseFileTest {
  private static Entry order(int number) {
    return ReviewCases.entry(
        "closing order flat-1-" + number,
        EntryKind.ORDER,
        "2026-11-24T15:00:10Z",
        "flatten-paper",
        Map.of());
  }

  @Test
  void whatWasOrderedIsEvidence() {
    List<Entry> past = new ArrayList<>(ReviewCases.past());
    assertThat(CaseFile.of(INCIDENT, past).evidence()).isEmpty();
    past.add(order(1));
    assertThat(CaseFile.of(INCIDENT, past).evidence())
        .singleElement()
        .asString()
        .startsWith("2026-11-24T15:00:10Z  ORDER  ")
        .contains("flat-1-1");
  }

  @Test
  void whoAcknowledgesWhatIsOverLeadsItNowhereBack() {
    List<Entry> past = new ArrayList<>(ReviewCases.past());
    assertThat(CaseFile.of(INCIDENT, past).status()).contains(IncidentStatus.RESOLVED);
    past.add(
        ReviewCases.entry(
            "acknowledged by alice",
            EntryKind.INCIDENT,
            "2026-11-25T15:00:00Z",
            "alice",
            Map.of("milestone", "acknowledged")));
    assertThat(CaseFile.of(INCIDENT, past).status()).contains(IncidentStatus.RESOLVED);
  }

  private static Entry step(String severity, String actor) {
    return new Entry(
        "s/" + severity + actor,
        ReviewCases.ACCOUNT,
        EntryKind.STEP,
        Instant.parse("2026-11-24T15:00:05Z"),
        null,
        INCIDENT,
        actor,
        "Verify Status: done, worker PASS (answers); exposure: 140 SPY",
        Map.of("step", "verify-status", "state", "DONE"));
  }

  private static List<Entry> steps(String severity) {
    return List.of(
        ReviewCases.entry(
            "declared",
            EntryKind.INCIDENT,
            "2026-11-24T15:00:02Z",
            "the incident",
            Map.of("milestone", "declared", "severity", severity)),
        step(severity, "the incident"),
        step(severity, "the review"));
  }

  @Test
  void anOutageThatHeldSomethingAndOrderedNothingShowsItsExposure() {
    assertThat(CaseFile.of(INCIDENT, steps("P0")).evidence())
        .singleElement()
        .asString()
        .isEqualTo(
            "2026-11-24T15:00:05Z  STEP  Verify Status: done, worker PASS (answers);"
                + " exposure: 140 SPY");
    assertThat(CaseFile.of(INCIDENT, steps("P1")).evidence()).isEmpty();
  }

  @Test
  void aLongFlattenIsCutAndSaysWhereTheRestIs() {
    List<Entry> past = new ArrayList<>(ReviewCases.past());
    for (int i = 1; i <= 100; i++) {
      past.add(order(i));
    }
    assertThat(CaseFile.of(INCIDENT, past).evidence())
        .hasSize(61)
        .last()
        .asString()
        .isEqualTo("40 more: ./tripline journal export");
  }
}
