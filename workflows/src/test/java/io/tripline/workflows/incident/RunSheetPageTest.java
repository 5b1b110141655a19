package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.approval.Direction;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.fakes.FakeIncidentInquiry;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSheetPageTest {
  private static final Instant NOW = P1Cases.TRIPPED;

  static IncidentView view(String words, int lines) {
    List<StepView> steps = new ArrayList<>();
    for (P1Step step : P1Step.values()) {
      steps.add(
          new StepView(step.step().id(), step.step().title(), StepState.DONE, words, NOW, NOW));
    }
    List<TimelineLine> timeline = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      timeline.add(new TimelineLine(NOW, "alice", words));
    }
    Gate gate =
        new Gate(
            "reset-1",
            words,
            List.of(words, words, words, words, words, words),
            "0123456789ab",
            Direction.RISK_UP,
            "alice",
            2,
            NOW,
            NOW.plusSeconds(900),
            "the halt stays");
    return new IncidentView(
        P1Cases.ID,
        Severity.P1,
        IncidentStatus.MITIGATED,
        Cause.DAILY_LOSS,
        P1Cases.dailyLoss(),
        null,
        1,
        "manual-reset",
        words,
        NextCommand.approve(P1Cases.ID),
        steps,
        timeline,
        new Milestones(NOW, NOW, NOW.plusSeconds(62), NOW.plusSeconds(20), null),
        "alice",
        NOW.plusSeconds(3600),
        false,
        List.of(gate),
        List.of(),
        FakeIncidentInquiry.judgement(LossVerdict.REAL),
        P1Cases.flat(NOW).notice(),
        null);
  }

  @Test
  void thePageStaysUnderEightKilobytesWhateverIsSaid() {
    String page = RunSheetPage.of(view("ü".repeat(500), 500));
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(8_000);
    assertThat(page).contains("incident approve " + P1Cases.ID);
  }

  @Test
  void thePageShowsTheChecklistAndTheExactCommand() {
    String page = RunSheetPage.of(view("all well", 2));
    assertThat(page)
        .contains("- ✓ 1. Identify Kill Switch Type: all well")
        .contains("`./tripline incident approve " + P1Cases.ID + " --as YOUR-NAME")
        .contains("### Gate reset-1")
        .contains("**Status** Mitigated");
  }

  @Test
  void aPersonsWordsAreNoMarkup() {
    String page = RunSheetPage.of(view("`rm -rf` [x](http://y) <b>\nnext", 1));
    assertThat(page).contains("rm -rf x(http://y) b next");
  }
}
