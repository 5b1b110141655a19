package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ID;
import static io.tripline.workflows.incident.P1Cases.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way through the document. */
class P1ResponseTest extends P1Scene {
  @Test
  void aVerifiedDailyLossResetsByItselfAtTheNextTradingDaysOpen() {
    waitsForTheNextDay();
    incident.update("acknowledge", String.class, word("alice", ""));
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.resets())
        .singleElement()
        .matches(reset -> reset.automatic() && reset.by().isEmpty());
    // Not the server's time: that runs on to the next time-out once the procedure has ended.
    assertThat(view().milestones().resolved())
        .isBetween(
            FakeIncidentBroker.session("2026-11-25").open(),
            FakeIncidentBroker.session("2026-11-25").open().plusSeconds(60));
    keepsTheEventBudget();
  }

  @Test
  void aResolvedIncidentStartsItsReviewOnceWhenTheJournalHasAllOfIt() {
    waitsForTheNextDay();
    incident.update("acknowledge", String.class, word("alice", ""));
    result();
    assertThat(reviews.orders())
        .singleElement()
        .satisfies(order -> assertThat(order.incident()).isEqualTo(ID))
        .satisfies(order -> assertThat(order.reviewId()).isEqualTo("review-" + ID));
    assertThat(archive.entries(EntryKind.INCIDENT))
        .anyMatch(entry -> entry.text().equals("post-incident review started: review-" + ID));
    keepsTheEventBudget();
  }

  @Test
  void everyStepOfTheDocumentIsDoneOrNotApplicableInItsOrder() {
    waitsForTheNextDay();
    incident.update("acknowledge", String.class, word("alice", ""));
    result();
    List<StepView> steps = view().steps();
    assertThat(steps)
        .extracting(StepView::id)
        .containsExactlyElementsOf(P1Step.all().stream().map(Step::id).toList());
    assertThat(steps)
        .allMatch(
            step -> step.state() == StepState.DONE || step.state() == StepState.NOT_APPLICABLE);
    assertThat(steps).allMatch(step -> !step.outcome().isEmpty());
  }

  @Test
  void theReportHasTheTemplatesHeadingsInOrderAndNoBracketLeft() {
    waitsForTheNextDay();
    incident.update("note", String.class, new Word(null, "bob", null, "saw [this] too"));
    result();
    assertThat(report())
        .containsSubsequence(
            "INCIDENT REPORT\n===============\n\n- Date/Time: 2026-11-24T15:00:00Z (UTC)\n",
            "Severity: P1\n",
            "Status: Resolved\n",
            "Summary:\n",
            "Impact:\n",
            "Root Cause:\n",
            "Actions Taken:\n--------------\n\n1. ",
            "Next Steps:\n-----------\n\n- ")
        .doesNotContain("[", "]")
        .contains("saw (this) too", "MTTR", "cafe0123", "| D3    | PASS ", "flat-1-1");
  }

  @Test
  void peopleHearFirstOfAll() {
    alerted(P1Cases.dailyLoss());
    until(view -> !archive.notices().isEmpty());
    Notice first = archive.notices().get(0);
    assertThat(first.headline()).contains("DRILL", "KILL SWITCH TRIGGERED", "paper");
    assertThat(first.text()).contains("Investigating");
    assertThat(first.command()).contains("incident ack " + ID);
  }

  @Test
  void nobodyAcknowledgingIsRemindedTwiceAndThenRecorded() {
    alerted(P1Cases.dailyLoss());
    until(view -> view.acknowledgeBy() != null);
    env.sleep(Duration.ofMinutes(61));
    IncidentView late = view();
    assertThat(late.breached()).isTrue();
    assertThat(archive.notices())
        .extracting(Notice::headline)
        .anyMatch(headline -> headline.contains("50 %"))
        .anyMatch(headline -> headline.contains("80 %"))
        .anyMatch(headline -> headline.contains("breached"));
    incident.update("acknowledge", String.class, word("bob", "was away"));
    assertThat(view().acknowledgedBy()).isEqualTo("bob");
    judged(LossVerdict.REAL);
    flat();
    result();
    assertThat(report()).contains("later than the response time allows");
  }

  @Test
  void acknowledgingStopsTheClock() {
    alerted(P1Cases.dailyLoss());
    until(view -> view.acknowledgeBy() != null);
    incident.signal("acknowledgement", Map.of("by", "alice"));
    until(view -> "alice".equals(view.acknowledgedBy()));
    env.sleep(Duration.ofMinutes(90));
    assertThat(view().breached()).isFalse();
    judged(LossVerdict.REAL);
    flat();
    result();
  }

  @Test
  void aRunningSessionIsNamed() {
    alerted(P1Cases.brief(ID, P1Cases.trading(), KillSwitch.K1, TripLevel.FLATTEN, 1));
    guard.session("session-paper-2026-11-25", null);
    judged(LossVerdict.REAL);
    flat();
    result();
    assertThat(state(view(), P1Step.VERIFY_TRADING).outcome())
        .contains("session session-paper-2026-11-25 runs");
  }

  @Test
  void theGuardHearsOfTheStatusAndOfAVerdictThatChanged() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.UNDETERMINED);
    flat();
    result();
    assertThat(guard.notices())
        .extracting(IncidentNotice::status)
        .contains(IncidentStatus.MITIGATED, IncidentStatus.RESOLVED);
    assertThat(guard.verdicts())
        .singleElement()
        .matches(told -> told.assessment().judgement().verdict() == LossVerdict.REAL);
  }
}
