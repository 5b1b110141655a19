package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;
import static io.tripline.workflows.incident.P1Cases.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.WorkflowReplayer;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P0Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The system is down: among hand-written peers, in skipped time. */
class P0ResponseTest extends P0Scene {
  @Test
  void aWorkerThatComesBackIsVerifiedAndNothingIsClosed() {
    system.exposure(Check.FAIL);
    alarmed();
    until(view -> state(view, P0Step.RESTART).outcome().contains("nobody polls"));
    assertThat(state(view(), P0Step.FLATTEN).outcome()).contains("140 SPY", "flattened at");
    guard.tripsAgain();
    guard.wasResetElsewhere();
    system.worker(Check.PASS);
    env.sleep(Duration.ofSeconds(20));
    IncidentReport end = result();
    assertThat(end.status()).isEqualTo(IncidentStatus.RESOLVED);
    IncidentView view = view();
    assertThat(state(view, P0Step.FLATTEN).state()).isEqualTo(StepState.NOT_APPLICABLE);
    assertThat(view.steps()).allMatch(step -> step.endedAt() != null);
    assertThat(guard.trips()).isEmpty();
    assertThat(reviews.orders()).singleElement().matches(order -> order.severity() == Severity.P0);
    assertThat(report())
        .contains("Severity: P0")
        .contains("no worker answers")
        .contains("last action: 14:59:13Z order sent")
        .doesNotContain("[");
  }

  @Test
  void deathsAndRestartsOfProcessesAreOnTheTimelineOnce() {
    system.process("14:59:40Z worker trading (process 7) ended");
    alarmed();
    until(view -> state(view, P0Step.RESTART).state() == StepState.WAITING);
    system.process("15:02:00Z worker trading was started again as process 8");
    guard.wasResetElsewhere();
    system.worker(Check.PASS);
    env.sleep(Duration.ofSeconds(20));
    result();
    assertThat(view().timeline())
        .extracting(TimelineLine::text)
        .filteredOn(line -> line.startsWith("process: "))
        .containsExactly(
            "process: 14:59:40Z worker trading (process 7) ended",
            "process: 15:02:00Z worker trading was started again as process 8");
    assertThat(report()).contains("worker trading was started again as process 8");
  }

  @Test
  void anExposedAccountThatIsNotRestoredInTimeIsFlattenedThroughTheGuard() {
    system.exposure(Check.FAIL);
    guard.wasHaltedBefore("incident-paper-dead-man-2026-11-24-1");
    alarmed();
    until(view -> state(view, P0Step.RESTART).state() == StepState.WAITING);
    assertThat(guard.trips()).isEmpty();
    env.sleep(Duration.ofMinutes(15));
    until(view -> state(view, P0Step.FLATTEN).outcome().contains("dead-man"));
    assertThat(guard.trips())
        .singleElement()
        .matches(trip -> trip.killSwitch() == KillSwitch.K14 && trip.level() == TripLevel.FLATTEN);
    incident.signal(
        "flatten", new Dispatch.FlattenFor(ID, 7, P1Cases.flat(TRIPPED.plusSeconds(920)).notice()));
    until(view -> view.status() == IncidentStatus.MITIGATED);
    system.worker(Check.PASS);
    system.exposure(Check.PASS);
    env.sleep(Duration.ofSeconds(20));
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(state(view(), P0Step.FLATTEN).state()).isEqualTo(StepState.DONE);
    assertThat(state(view(), P0Step.VERIFY_TRADING).outcome()).contains("halted");
  }

  @Test
  void withoutExposureTheStepIsNotApplicableAndUnknownExposureCountsAsExposed() {
    alarmed();
    until(view -> state(view, P0Step.FLATTEN).state() == StepState.NOT_APPLICABLE);
    assertThat(state(view(), P0Step.FLATTEN).outcome()).isEqualTo("no exposure: none");
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(20));
    result();
  }

  @Test
  void nobodyAcknowledgesSoItIsPagedEachTwoMinutesAndForTheNextContactAfterFive() {
    alarmed();
    until(view -> view.status() == IncidentStatus.DECLARED && !view.step().isEmpty());
    env.sleep(Duration.ofSeconds(305));
    until(IncidentView::breached);
    List<String> pages = pages();
    assertThat(pages).anyMatch(each -> each.contains("P0 System Down"));
    assertThat(pages).anyMatch(each -> each.contains("NOT ACKNOWLEDGED for 2 min"));
    assertThat(pages).anyMatch(each -> each.contains("NOT ACKNOWLEDGED for 4 min"));
    assertThat(pages).anyMatch(each -> each.contains("NOT ACKNOWLEDGED for 5 min"));
    assertThat(incident.update("acknowledge", String.class, word("alice", "on it")))
        .contains("Acknowledged by alice");
    long before = unanswered();
    env.sleep(Duration.ofMinutes(20));
    assertThat(unanswered()).isEqualTo(before);
    env.sleep(Duration.ofMinutes(11));
    until(view -> view.acknowledgedBy() == null);
    assertThat(pages()).anyMatch(each -> each.contains("lapsed"));
    assertThat(incident.update("acknowledge", String.class, word("bob", "mine")))
        .contains("Acknowledged by bob");
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(20));
    result();
  }

  @Test
  void hoursLaterItIsStillPagedEachTwoMinutes() throws Exception {
    alarmed();
    until(view -> view.status() == IncidentStatus.DECLARED && !view.step().isEmpty());
    env.sleep(Duration.ofMinutes(127));
    assertThat(pages())
        .anyMatch(each -> each.contains("NOT ACKNOWLEDGED for 2 h 2 min"))
        .anyMatch(each -> each.contains("NOT ACKNOWLEDGED for 2 h 4 min"))
        .anyMatch(each -> each.contains("NOT ACKNOWLEDGED for 2 h 5 min"));
    incident.update("acknowledge", String.class, word("alice", "on it"));
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(20));
    result();
    WorkflowReplayer.replayWorkflowExecution(
        env.getWorkflowClient().fetchHistory(ID), P0ResponseWorkflow.class);
  }

  @Test
  void aSessionForWhichNobodySpeaksIsNoSessionThatTrades() {
    inquiry.nobodyAnswersForPasses(2);
    guard.session(
        null,
        new MarketClock(TRIPPED, true, TRIPPED.plusSeconds(86_400), TRIPPED.plusSeconds(3_600), 1));
    alarmed(alarm(P1Cases.trading()));
    until(view -> state(view, P0Step.RESTART).state() == StepState.WAITING);
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(90));
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(state(view(), P0Step.VERIFY_TRADING).outcome())
        .startsWith("entries pass, session session-paper-2026-11-24 ended NOTHING_TO_DO");
    assertThat(inquiry.passes()).hasSize(1);
    assertThat(view().timeline())
        .anyMatch(line -> line.text().contains("all parts work, but it does not trade"));
  }

  private long unanswered() {
    return pages().stream().filter(each -> each.contains("NOT ACKNOWLEDGED")).count();
  }

  @Test
  void furtherAlarmsOfTheCauseJoinAndAreCounted() {
    alarmed();
    alarmedAgain();
    alarmedAgain();
    until(view -> view.alerts() == 3);
    assertThat(view().timeline()).anyMatch(line -> line.text().contains("alert 3 joined"));
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(20));
    result();
    assertThat(report()).contains("2 further alert(s) joined");
  }

  @Test
  void whatIsToldTwiceBecauseTheReceiptWasLostCountsOnce() {
    alarmed();
    incident.signal("alarm", alarm());
    incident.signal("alert", P1Cases.dailyLoss());
    incident.signal("alert", P1Cases.dailyLoss());
    until(view -> view.alerts() == 2);
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(20));
    result();
    assertThat(view().alerts()).isEqualTo(2);
    assertThat(view().timeline()).noneMatch(line -> line.text().contains("alert 3"));
  }

  @Test
  void aStormOfAlarmsIsCountedWholeAndShownInPart() {
    alarmed();
    for (int more = 0; more < 24; more++) {
      alarmedAgain();
    }
    until(view -> view.alerts() == 25);
    assertThat(view().timeline())
        .anyMatch(line -> line.text().contains("alert 20 joined"))
        .noneMatch(line -> line.text().contains("alert 21 joined"));
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(20));
    result();
    assertThat(report()).contains("24 further alert(s) joined");
  }

  @Test
  void aTripOfAnotherHaltIsCountedAndNamedOnTheTimeline() {
    alarmed();
    incident.signal("alert", P1Cases.dailyLoss());
    until(view -> view.alerts() == 2);
    assertThat(view().timeline())
        .anyMatch(line ->
            line.text().startsWith("alert 2, a trip joined: K1")
                && line.text().endsWith("its halt is " + P1Cases.ID));
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(20));
    result();
    assertThat(report()).contains("1 further alert(s) joined");
  }

  @Test
  void aStartByHandWithPlainJsonTellsTheGuardAndWalksTheSteps() {
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    incident.start(Map.of("account", ACCOUNT.value(), "by", "alice", "reason", "all is dark"));
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.notices()).anyMatch(each -> each.status() == IncidentStatus.DECLARED);
    assertThat(state(view(), P0Step.INVESTIGATE).outcome()).contains("nothing was down");
  }

  @Test
  void anAcknowledgementOfAStartThatIsRefusedIsRefusedToo() {
    IncidentStart unknown =
        new IncidentStart(new AccountName("nobodys"), "alice", "all is dark", "worker-down");
    Word word = new Word("r1", "alice", "on it", null);
    incident = startingStub("P0Response", ID);
    assertThatThrownBy(() ->
            incident.executeUpdateWithStart(
                UpdateOptions.newBuilder(String.class)
                    .setUpdateName("acknowledge")
                    .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                    .build(),
                new Object[] {word},
                new Object[] {unknown}))
        .hasStackTraceContaining("nothing was begun here: the start was refused");
    assertThat(result().summary()).contains("account nobodys is not in tripline.yaml");
  }

  @Test
  void whatCannotBeUsedEndsWithASentence() {
    incident.start(Map.of("account", "paper", "by", "alice", "reason", "x", "cause", "weather"));
    assertThat(result().summary()).contains("cause: must be one of");
  }

  @Test
  void aCauseOfAKillSwitchIsNoOutage() {
    incident.start(Map.of("account", "paper", "by", "alice", "reason", "x", "cause", "api-errors"));
    assertThat(result().summary()).contains("cause: must be one of system-down, worker-down");
  }

  @Test
  void logsThatCannotBeReadStopNothing() {
    system.losesTheLogs();
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    alarmed();
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(state(view(), P0Step.INVESTIGATE).outcome()).contains("could not be read");
  }

  @Test
  void brokerSupportIsOfferedWhereTheKeysAreRefused() {
    system.credentials(Check.FAIL);
    alarmed();
    until(view -> state(view, P0Step.SUPPORT).state() == StepState.WAITING);
    assertThat(state(view(), P0Step.SUPPORT).outcome())
        .contains("Broker Support Alpaca support", "the API keys: the keys are refused");
    assertThat(SupportText.of(SupportText.Case.of(view()), nothingSeen()))
        .contains("- the API keys: the keys are refused", "- UNKNOWN: could not be read")
        .noneMatch(line -> line.contains("null"));
    system.credentials(Check.PASS);
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(20));
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(state(view(), P0Step.SUPPORT).state()).isEqualTo(StepState.DONE);
  }

  private static SupportText.Seen nothingSeen() {
    return new SupportText.Seen(null, null, List.of(), "no answer", TRIPPED);
  }

  private List<String> pages() {
    return archive.notices().stream().map(Notice::headline).toList();
  }

  static AccountPolicy policy() {
    return P1Cases.policy();
  }
}
