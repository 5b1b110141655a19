package io.tripline.workflows.incident;

import static io.tripline.workflows.incident.P1Cases.ACCOUNT;
import static io.tripline.workflows.incident.P1Cases.ID;
import static io.tripline.workflows.incident.P1Cases.TRIPPED;
import static io.tripline.workflows.incident.P1Cases.says;
import static io.tripline.workflows.incident.P1Cases.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.fakes.FakeIncidentArchive;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.fakes.FakeIncidentHalts;
import io.tripline.workflows.fakes.FakeIncidentInquiry;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class P1ResponseTest {
  private static final int EVENT_BUDGET = 150;

  private final AtomicReference<TestWorkflowEnvironment> time = new AtomicReference<>();
  private final FakeIncidentBroker broker =
      new FakeIncidentBroker(() -> Instant.ofEpochMilli(time.get().currentTimeMillis()));
  private final FakeIncidentHalts guard = new FakeIncidentHalts(P1Cases.policy());
  private final FakeIncidentInquiry inquiry = new FakeIncidentInquiry();
  private final FakeIncidentArchive archive = new FakeIncidentArchive();

  @RegisterExtension
  final TestWorkflowExtension temporal =
      TestWorkflowExtension.newBuilder()
          .registerWorkflowImplementationTypes(P1ResponseWorkflow.class)
          .registerSearchAttribute(
              SearchAttributes.ACCOUNT.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.INCIDENT_SEVERITY.getName(),
              IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.INCIDENT_STATUS.getName(),
              IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.INCIDENT_CAUSE.getName(),
              IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.RUNBOOK_STEP.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .registerSearchAttribute(
              SearchAttributes.AWAITING_APPROVAL.getName(),
              IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .setInitialTime(TRIPPED)
          .setDoNotStart(true)
          .build();

  private TestWorkflowEnvironment env;
  private WorkflowStub incident;

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    env = environment;
    time.set(environment);
    worker.registerActivitiesImplementations(
        guard, broker, inquiry, archive, (Configuration) P1ResponseTest::configured);
    environment.start();
    incident =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "P1Response",
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(worker.getTaskQueue())
                    .build());
  }

  /** With {@code -Dtripline.histories=DIR} each history is also stored there, for ReplayTest. */
  @AfterEach
  void everyHistoryReplaysAndStaysSmall(TestInfo test) throws Exception {
    WorkflowClient client = env.getWorkflowClient();
    var history = client.fetchHistory(ID);
    String store = System.getProperty("tripline.histories");
    if (store != null) {
      String name = test.getTestMethod().orElseThrow().getName();
      Files.writeString(
          Path.of(store, "P1Response-" + name + "-1.json"),
          withoutThisMachine(history.toJson(true)));
    }
    WorkflowReplayer.replayWorkflowExecution(history, P1ResponseWorkflow.class);
    assertThat(history.getHistory().getEventsCount()).isLessThanOrEqualTo(2 * EVENT_BUDGET);
  }

  /** Identities and sticky queues name process and host. */
  private static String withoutThisMachine(String history) {
    return history.replaceAll("[0-9]+@[A-Za-z0-9.-]+", "1@test");
  }

  private void keepsTheEventBudget() {
    assertThat(env.getWorkflowClient().fetchHistory(ID).getHistory().getEventsCount())
        .isLessThanOrEqualTo(EVENT_BUDGET);
  }

  private static AccountPolicy configured(AccountName account) {
    if (account.equals(ACCOUNT)) {
      return P1Cases.policy();
    }
    throw Fault.CONFIGURATION.failure("account " + account + " is not in tripline.yaml");
  }

  private void alerted(IncidentBrief brief) {
    incident.signalWithStart(
        "alert",
        new Object[] {brief},
        new Object[] {new IncidentStart(ACCOUNT, "guard-paper", brief.reason())});
  }

  private void judged(LossVerdict verdict) {
    incident.signal(
        "verdict", new Dispatch.VerdictFor(ID, 1, FakeIncidentInquiry.judgement(verdict)));
  }

  private void flat() {
    incident.signal("flatten", P1Cases.flat(TRIPPED.plusSeconds(20)));
  }

  private void waitsForTheNextDay() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.REAL);
    flat();
    until(view -> state(view, P1Step.NEXT_DAY).outcome().contains("2026-11-25"));
  }

  private IncidentView view() {
    return incident.query("view", IncidentView.class);
  }

  private IncidentView until(Predicate<IncidentView> condition) {
    IncidentView last = view();
    for (int i = 0; i < 400 && !condition.test(last); i++) {
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      last = view();
    }
    assertThat(last).matches(condition);
    return last;
  }

  private static StepView state(IncidentView view, P1Step step) {
    return view.steps().stream()
        .filter(each -> each.id().equals(step.step().id()))
        .findFirst()
        .orElseThrow();
  }

  private DecisionAnswer decide(String id, String by, String verdict, String gate) {
    return incident.update("decide", DecisionAnswer.class, says(id, by, verdict, gate));
  }

  private ResetAsked asks(String by) {
    return incident.update("requestReset", ResetAsked.class, word(by, "incident_response"));
  }

  private IncidentReport result() {
    return incident.getResult(IncidentReport.class);
  }

  private String report() {
    return archive.reports().get(0).text();
  }

  private static Fault faultOf(Throwable thrown) {
    return Fault.of(thrown).orElseThrow();
  }

  @Test
  void aVerifiedDailyLossResetsByItselfAtTheNextTradingDaysOpen() {
    waitsForTheNextDay();
    incident.update("acknowledge", String.class, word("alice", ""));
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(guard.resets())
        .singleElement()
        .matches(reset -> reset.automatic() && reset.by().isEmpty());
    assertThat(Instant.ofEpochMilli(env.currentTimeMillis()))
        .isBetween(
            FakeIncidentBroker.session("2026-11-25").open(),
            FakeIncidentBroker.session("2026-11-25").open().plusSeconds(60));
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
            "INCIDENT REPORT\n===============\nDate/Time: 2026-11-24T15:00:00Z (UTC)\n",
            "Severity: P1\n",
            "Status: Resolved\n",
            "Summary:\n",
            "Impact:\n",
            "Root Cause:\n",
            "Actions Taken:\n1. ",
            "Next Steps:\n- ")
        .doesNotContain("[", "]")
        .contains("saw (this) too", "MTTR", "cafe0123", "D3  PASS", "flat-1-1");
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
  void twoPeopleResetEarlyTheAskerCountingAsOne() {
    waitsForTheNextDay();
    incident.update("acknowledge", String.class, word("alice", ""));
    ResetAsked asked = asks("alice");
    assertThat(asked.resets()).anyMatch(line -> line.contains("2.31 %"));
    assertThat(asked.keeps()).anyMatch(line -> line.contains("closes nothing"));
    assertThat(decide("d1", "bob", "approve", "reset-1").outcome())
        .isEqualTo(DecisionAnswer.Outcome.APPROVED);
    result();
    assertThat(guard.resets())
        .singleElement()
        .satisfies(reset -> {
          assertThat(reset.automatic()).isFalse();
          assertThat(reset.by()).containsExactly("alice", "bob");
          assertThat(reset.acceptedLoss()).isEqualByComparingTo("0.0231");
        });
    assertThat(state(view(), P1Step.NEXT_DAY).state()).isEqualTo(StepState.NOT_APPLICABLE);
    assertThat(state(view(), P1Step.MANUAL_RESET).outcome()).contains("alice and bob");
    keepsTheEventBudget();
  }

  @Test
  void whoAskedForTheResetCannotApproveIt() {
    waitsForTheNextDay();
    asks("alice");
    assertThatThrownBy(() -> decide("d1", "ALICE", "approve", "reset-1"))
        .isInstanceOf(WorkflowUpdateException.class)
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.REQUESTER));
    assertThatThrownBy(() -> decide("d2", "mallory", "approve", "reset-1"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_ON_LIST));
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> reset.automatic());
    assertThat(archive.entries(EntryKind.DECISION))
        .extracting(entry -> entry.data().get("outcome"))
        .containsExactly("REQUESTER", "NOT_ON_LIST");
    assertThat(report()).contains("mallory  REFUSED NOT_ON_LIST");
  }

  @Test
  void aDenialKeepsTheHaltAndItCanBeAskedAgain() {
    waitsForTheNextDay();
    asks("alice");
    assertThat(decide("d1", "carol", "deny", "reset-1").outcome())
        .isEqualTo(DecisionAnswer.Outcome.DENIED);
    assertThat(guard.resets()).isEmpty();
    assertThat(asks("bob").gate().id()).isEqualTo("reset-2");
    decide("d2", "carol", "approve", "reset-2");
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> reset.by().contains("bob"));
  }

  @Test
  void anExpiredGateKeepsTheHaltAndCanBeAskedAgain() {
    waitsForTheNextDay();
    asks("alice");
    env.sleep(Duration.ofMinutes(16));
    assertThat(view().openGates()).isEmpty();
    assertThatThrownBy(() -> decide("d1", "bob", "approve", "reset-1"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.TOO_LATE));
    assertThat(asks("alice").gate().id()).isEqualTo("reset-2");
    decide("d2", "bob", "approve", "reset-2");
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> !reset.automatic());
  }

  @Test
  void askingTwiceJoinsTheOneGate() {
    waitsForTheNextDay();
    Gate first = asks("alice").gate();
    ResetAsked again = asks("alice");
    assertThat(again.joined()).isTrue();
    assertThat(again.gate().id()).isEqualTo(first.id());
    decide("d1", "bob", "approve", first.id());
    result();
  }

  @Test
  void badDataNeedsTwoPeopleWhoeverAsks() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.DATA);
    inquiry.says(LossVerdict.DATA);
    guard.tripsAgain();
    broker.equity("99900");
    IncidentView waiting = until(view -> !view.openGates().isEmpty());
    assertThat(waiting.openGates().get(0).requester()).isNull();
    assertThat(state(waiting, P1Step.PROVE_FLAT).state()).isEqualTo(StepState.NOT_APPLICABLE);
    decide("d1", "alice", "approve", "reset-1");
    assertThat(guard.resets()).isEmpty();
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(guard.resets())
        .singleElement()
        .matches(reset -> reset.by().equals(List.of("alice", "bob")));
  }

  @Test
  void anUndeterminedLossDoesNotResetByItself() {
    inquiry.says(LossVerdict.UNDETERMINED);
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.UNDETERMINED);
    flat();
    until(view -> !view.openGates().isEmpty());
    env.sleep(Duration.ofDays(2));
    assertThat(guard.resets()).isEmpty();
    assertThat(view().openGates()).isEmpty();
    asks("alice");
    decide("d1", "bob", "approve", "reset-2");
    result();
  }

  @Test
  void flatProvenOnlyAfterTheNextOpenDoesNotResetByItself() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.REAL);
    incident.signal(
        "flatten", P1Cases.stage(FlattenNotice.Stage.WAITING_FOR_OPEN, "opens 2026-11-25"));
    until(view -> state(view, P1Step.PROVE_FLAT).outcome().contains("WAITING_FOR_OPEN"));
    env.sleep(Duration.ofHours(24));
    assertThat(view().status()).isNotEqualTo(IncidentStatus.MITIGATED);
    incident.signal("flatten", P1Cases.flat(Instant.parse("2026-11-25T15:01:00Z")));
    until(view -> !view.openGates().isEmpty());
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(archive.notices()).anyMatch(notice -> notice.headline().contains("waits for"));
    assertThat(guard.resets()).singleElement().matches(reset -> !reset.automatic());
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
  void decisionsBySignalCountLikeUpdatesHoweverOftenTheyCome() {
    waitsForTheNextDay();
    incident.signal("decision", says("d1", "bob", "approve", "reset-1"));
    incident.signal("decision", says("d1", "bob", "approve", "reset-1"));
    incident.signal("decision", Map.of("verdict", List.of("nonsense")));
    until(view -> view.decisions().size() == 1);
    asks("alice");
    result();
    assertThat(guard.resets())
        .singleElement()
        .matches(reset -> reset.by().equals(List.of("alice", "bob")));
    assertThat(view().decisions())
        .extracting(DecisionRecord::outcome)
        .containsExactly("EARLY", "APPROVED");
  }

  @Test
  void aRepeatedDecisionGetsTheSameAnswerAndIsJournalledOnce() {
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.CANCEL, 1));
    guard.tripsAgain();
    until(view -> !view.openGates().isEmpty());
    DecisionAnswer first = decide("d1", "alice", "approve", "reset-1");
    assertThat(decide("d1", "alice", "approve", "reset-1")).isEqualTo(first);
    assertThat(decide("d9", "alice", "approve", "reset-1").outcome())
        .isEqualTo(DecisionAnswer.Outcome.WAITING);
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(archive.entries(EntryKind.DECISION)).hasSize(2);
  }

  @Test
  void aResetBeforeFlatIsProvenIsRefused() {
    alerted(P1Cases.dailyLoss());
    until(view -> view.acknowledgeBy() != null);
    assertThatThrownBy(() -> asks("alice"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY));
    judged(LossVerdict.REAL);
    flat();
    result();
  }

  @Test
  void aResetThatTheGuardRefusesIsRecordedAndTheHaltStays() {
    waitsForTheNextDay();
    guard.refusesResets(1);
    asks("alice");
    decide("d1", "bob", "approve", "reset-1");
    until(view -> !archive.entries(EntryKind.RESET).isEmpty());
    assertThat(archive.entries(EntryKind.RESET))
        .extracting(Entry::text)
        .allMatch(text -> text.contains("NOT_READY"));
    result();
    assertThat(guard.resets()).hasSize(2);
    assertThat(guard.resets().get(1).automatic()).isTrue();
  }

  @Test
  void anAutoResetThatTheGuardKeepsRefusingIsLeftToPeople() {
    guard.refusesResets(3);
    waitsForTheNextDay();
    env.sleep(Duration.ofHours(23).plusMinutes(34));
    until(view -> !view.openGates().isEmpty());
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(guard.resets()).hasSize(4);
  }

  @Test
  void anAbortedFlattenIsNoMitigationAndNeedsPeople() {
    alerted(P1Cases.dailyLoss());
    judged(LossVerdict.REAL);
    incident.signal(
        "flatten",
        P1Cases.ended(new FlattenResult.Aborted(List.of("alice", "bob"), "halted stock")));
    IncidentView waiting = until(view -> !view.openGates().isEmpty());
    assertThat(waiting.milestones().mitigated()).isNull();
    assertThat(state(waiting, P1Step.PROVE_FLAT).state()).isEqualTo(StepState.FAILED);
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
  }

  @Test
  void anEscalatedFlattenPagesPeople() {
    alerted(P1Cases.dailyLoss());
    incident.signal("flatten", P1Cases.stage(FlattenNotice.Stage.ESCALATED, "403 on the exit"));
    until(view ->
        archive.notices().stream().anyMatch(notice -> notice.headline().contains("NOT FLAT")));
    judged(LossVerdict.REAL);
    flat();
    result();
  }

  @Test
  void anAccountThatTripsAgainAfterTheResetStartsTheStepsOver() {
    guard.tripsAgainAfterTheNextReset();
    waitsForTheNextDay();
    asks("alice");
    decide("d1", "bob", "approve", "reset-1");
    until(view -> state(view, P1Step.VERIFY_TRADING).state() == StepState.WAITING);
    incident.signal("alert", P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 2));
    until(view -> !view.openGates().isEmpty());
    decide("d2", "alice", "approve", "reset-2");
    decide("d3", "carol", "approve", "reset-2");
    result();
    assertThat(guard.resets()).extracting(ResetRequest::epoch).containsExactly(1, 2);
    assertThat(view().steps())
        .filteredOn(step -> !step.id().equals(P1Step.NOTIFY.step().id()))
        .noneMatch(step -> step.state() == StepState.FAILED);
  }

  @Test
  void aDueSessionThatDoesNotRunIsSaidAloud() {
    AccountPolicy trading = P1Cases.trading();
    alerted(P1Cases.brief(ID, trading, KillSwitch.K1, TripLevel.FLATTEN, 1));
    guard.session(null, new MarketClock(TRIPPED, true, TRIPPED, TRIPPED, 1));
    judged(LossVerdict.REAL);
    flat();
    result();
    assertThat(state(view(), P1Step.VERIFY_TRADING).outcome()).contains("NO SESSION RUNS");
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
  void aPersonsTripThatJoinsTakesTheAutoResetAway() {
    waitsForTheNextDay();
    incident.signal("alert", P1Cases.brief(KillSwitch.K13, TripLevel.CANCEL, 1));
    until(view -> !view.openGates().isEmpty());
    env.sleep(Duration.ofDays(1));
    assertThat(guard.resets()).isEmpty();
    asks("alice");
    decide("d1", "bob", "approve", "reset-2");
    result();
  }

  @Test
  void aFlattenAskedAnewWithdrawsTheGateAndNobodyMayAskMeanwhile() {
    waitsForTheNextDay();
    asks("alice");
    incident.signal("flatten", P1Cases.stage(FlattenNotice.Stage.WORKING, "a position came back"));
    until(view -> view.openGates().isEmpty());
    assertThatThrownBy(() -> asks("alice"))
        .satisfies(thrown -> assertThat(faultOf(thrown)).isEqualTo(Fault.NOT_READY));
    flat();
    result();
    assertThat(guard.resets()).singleElement().matches(reset -> reset.automatic());
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

  @Test
  void aStartByHandTripsTheManualSwitchAndGoesOnWithTheGuardsBrief() {
    guard.onTrip(request ->
        incident.signal(
            "alert", P1Cases.brief(ID, P1Cases.policy(), KillSwitch.K13, TripLevel.FLATTEN, 1)));
    incident.start(new IncidentStart(ACCOUNT, "alice", "strange fills"));
    until(view -> view.brief() != null);
    flat();
    until(view -> !view.openGates().isEmpty());
    assertThat(guard.trips())
        .singleElement()
        .matches(trip -> ID.equals(trip.incident()) && trip.level() == TripLevel.FLATTEN);
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(report()).contains("A person tripped the switch");
  }

  @Test
  void aStartByHandWithTheWrongShapeEndsWithASentence() {
    incident.start(List.of("what", 7));
    IncidentReport end = result();
    assertThat(end.status()).isEqualTo(IncidentStatus.CANCELLED);
    assertThat(end.summary()).contains("account: missing or malformed");
  }

  @Test
  void aStartByHandWithABadAccountNameEndsWithASentence() {
    incident.start(Map.of("account", "NOT a name!", "by", 7, "reason", "x"));
    assertThat(result().summary()).contains("account: missing or malformed");
    assertThat(guard.trips()).isEmpty();
  }

  @Test
  void aStartByHandForAnUnknownAccountEndsWithTheReason() {
    incident.start(Map.of("account", "other", "by", "alice", "reason", "x"));
    assertThat(result().summary()).contains("not in tripline.yaml");
  }

  @Test
  void aStartByHandOfAHaltedAccountPointsToTheIncidentThatHasIt() {
    guard.wasHaltedBefore("incident-paper-daily-loss-2026-11-24-7");
    incident.start(new IncidentStart(ACCOUNT, "alice", "again"));
    IncidentReport end = result();
    assertThat(end.status()).isEqualTo(IncidentStatus.MERGED);
    assertThat(end.summary()).contains("2026-11-24-7");
  }

  @Test
  void noticesThatReachNobodyAreOnTheTimeline() {
    archive.reachesNobody();
    waitsForTheNextDay();
    assertThat(view().timeline()).anyMatch(line -> line.text().contains("NOBODY COULD BE TOLD"));
    result();
  }

  @Test
  void aHaltThatWasLiftedAtTheGuardItselfIsNotWaitedForForEver() {
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 1));
    until(view -> !view.openGates().isEmpty());
    guard.wasResetElsewhere();
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    result();
    assertThat(view().timeline()).anyMatch(line -> line.text().contains("lifted elsewhere"));
  }

  @Test
  void aGuardThatDoesNotAnswerAtFirstDelaysOnlyTheProofOfTheLatch() {
    guard.isSilent(Duration.ofMinutes(2), () -> env.currentTimeMillis());
    alerted(P1Cases.brief(KillSwitch.K13, TripLevel.STOP, 1));
    env.sleep(Duration.ofMinutes(5));
    until(view -> !view.openGates().isEmpty());
    assertThat(archive.notices()).isNotEmpty();
    decide("d1", "alice", "approve", "reset-1");
    decide("d2", "bob", "approve", "reset-1");
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
  }

  @Test
  void aMarketThatCantBeReadDoesNotStopTheProcedure() {
    inquiry.losesTheMarket();
    waitsForTheNextDay();
    result();
    assertThat(state(view(), P1Step.MARKET).outcome()).contains("unknown");
  }
}
