package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.flatten.FlattenStatus;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.guard.Permits;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.session.SessionStatus;
import io.tripline.workflows.slippage.FillSample;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class GuardHandsTest {
  private static final AccountName ACCOUNT = new AccountName("demo");
  private static final AccountPolicy POLICY =
      new AccountPolicy(
          ACCOUNT,
          Environment.SIMULATOR,
          Scope.EVERYTHING,
          Limits.DEFAULT,
          SessionPolicy.DEFAULT,
          ApprovalPolicy.of(List.of(new Approver("ada"))),
          List.of(),
          Duration.ofHours(1),
          true,
          true,
          "hash",
          true,
          "",
          "default");
  private static final String NO_WORKER = "no-worker";
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setUseTimeskipping(false)
              .registerSearchAttribute("Account", keyword())
              .registerSearchAttribute("Symbol", keyword())
              .registerSearchAttribute("LadderState", keyword())
              .registerSearchAttribute("IncidentSeverity", keyword())
              .registerSearchAttribute("IncidentStatus", keyword())
              .registerSearchAttribute("IncidentCause", keyword())
              .build());
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final TemporalPermits permits = new TemporalPermits(client);
  private final TemporalHalts halts = new TemporalHalts(client);
  private final TemporalDispatch dispatch = new TemporalDispatch(client);

  @BeforeEach
  void start(TestInfo test) {
    if (test.getTags().contains(NO_WORKER)) {
      return;
    }
    Worker response = temporal.newWorker(TaskQueues.RESPONSE);
    response.registerWorkflowImplementationTypes(StubGuard.class, StubProcedures.Flattening.class);
    Worker trading = temporal.newWorker(TaskQueues.TRADING);
    trading.registerWorkflowImplementationTypes(StubProcedures.Session.class);
    temporal.start();
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void aPermitIsGrantedOncePerRequest() {
    startGuard();
    PermitAnswer first = permits.ask(request("r1", "session"));
    PermitAnswer again = permits.ask(request("r1", "session"));
    PermitAnswer other = permits.ask(request("r2", "session"));
    assertThat(first).isInstanceOf(PermitAnswer.Granted.class).isEqualTo(again);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void theGuardsRefusalArrivesWithItsFault() {
    startGuard();
    assertThat(permits.ask(request("r1", "refused")))
        .isEqualTo(new PermitAnswer.Refused(Fault.HALTED, "halted"));
  }

  @Test
  void withoutAGuardAPermitIsRefusedNotThrown() {
    assertThat(permits.ask(request("r1", "session")))
        .isEqualTo(new PermitAnswer.Refused(Fault.NO_GUARD, "no guard runs for account demo"));
  }

  @Test
  void aGuardThatDoesNotAnswerWithinThreeSecondsRefusesAnExit() {
    startGuard();
    Instant before = Instant.now();
    PermitRequest entry = request("r1", "slow");
    OrderIntent exit = new OrderIntent(new Symbol("SPY"), Side.SELL, Quantity.of("1"), null, false);
    PermitAnswer answer = permits.ask(new PermitRequest("r1", ACCOUNT, entry.asker(), exit, false));
    assertThat(answer)
        .isEqualTo(new PermitAnswer.Refused(Fault.NO_GUARD, "guard of demo: no answer within 3 s"));
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofMillis(4500));
  }

  @Test
  void anEntryWaitsLongerBecauseTheGuardLooksAtTheBrokerFirst() {
    startGuard();
    assertThat(permits.ask(request("r1", "slow")))
        .isEqualTo(new PermitAnswer.Refused(Fault.NO_GUARD, "guard of demo: no answer within 8 s"));
  }

  @Test
  void aGuardWithoutAWorkerRefuses() {
    client
        .newUntypedWorkflowStub(
            "AccountGuard",
            WorkflowOptions.newBuilder(WorkflowStarts.guard(POLICY)).setTaskQueue("nobody").build())
        .start(new GuardStart(ACCOUNT, POLICY, null));
    assertThat(permits.ask(request("r1", "session")))
        .isInstanceOfSatisfying(
            PermitAnswer.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(Fault.NO_GUARD));
  }

  @Test
  void aProbeIsNotCounted() {
    startGuard();
    assertThat(halts.probe(request("p1", "incident"))).isInstanceOf(PermitAnswer.Granted.class);
    assertThat(halts.status(ACCOUNT).permitsToday()).isZero();
  }

  @Test
  void aSettlementThatIsRepeatedArrivesOnce() {
    startGuard();
    Settlement settlement =
        new Settlement(
            ACCOUNT, new ClientOrderId("abcdef01-1"), Settlement.Outcome.ENDED, "filled");
    permits.settle(settlement);
    permits.settle(settlement);
    assertThat(notes()).containsExactly("settle abcdef01-1 ENDED");
  }

  @Test
  void whatAFillCostArrivesAlsoAfterALaterPassSawItsEnd() {
    startGuard();
    ClientOrderId id = new ClientOrderId("abcdef01-1");
    permits.settle(new Settlement(ACCOUNT, id, Settlement.Outcome.ENDED, "seen FILLED"));
    FillSample cost =
        new FillSample(
            id,
            new Symbol("SPY"),
            Side.BUY,
            Quantity.of("1"),
            Price.of("600"),
            Price.of("600.06"),
            BigDecimal.ZERO,
            BigDecimal.ONE,
            null,
            "",
            Instant.parse("2026-11-23T15:00:00Z"));
    permits.settle(new Settlement(ACCOUNT, id, Settlement.Outcome.ENDED, "FILLED", cost, null));
    assertThat(notes()).containsExactly("settle abcdef01-1 ENDED", "settle abcdef01-1 ENDED");
  }

  @Test
  void theGuardHearsOfSessionsAndIncidents() {
    startGuard();
    permits.session(new Permits.SessionNotice(ACCOUNT, "session-demo-1", true));
    halts.incident(new IncidentNotice(ACCOUNT, "incident-1", IncidentStatus.MITIGATED));
    GuardStatus status = halts.status(ACCOUNT);
    assertThat(status.session()).isEqualTo("session-demo-1");
    assertThat(status.incidents()).containsExactly("incident incident-1 MITIGATED");
  }

  @Test
  void withoutAGuardEverythingElseFailsWithNoGuard() {
    assertFault(Fault.NO_GUARD, () -> halts.status(ACCOUNT));
    assertFault(
        Fault.NO_GUARD,
        () -> permits.session(new Permits.SessionNotice(ACCOUNT, "session-demo-1", true)));
    assertFault(Fault.NO_GUARD, () -> halts.trip(trip("ada")));
  }

  @Test
  void aTripIsLatchedOnceAndARefusalKeepsItsFault() {
    startGuard();
    halts.trip(trip("ada"));
    halts.trip(trip("ada"));
    assertThat(notes()).containsExactly("trip trip-K13-0");
    assertFault(
        Fault.NOT_READY,
        () ->
            halts.reset(
                new ResetRequest(
                    "q1", ACCOUNT, 1, "incident-1", List.of("ada"), "why", false, null, null)));
  }

  @Test
  void whatTheValidatorRefusesIsInvalidInput() {
    startGuard();
    assertFault(Fault.INVALID_INPUT, () -> halts.trip(trip(null)));
  }

  @Test
  void aFlattenIsBegunOnceAndHearsEveryRequest() {
    dispatch.requestFlatten(flattenRequest("e1-1"));
    dispatch.requestFlatten(flattenRequest("e1-2"));
    FlattenStatus status =
        client.newUntypedWorkflowStub(Flatten.idOf(ACCOUNT)).query("status", FlattenStatus.class);
    assertThat(status.requests()).containsExactly("e1-1", "e1-2");
  }

  @Test
  void aSessionIsStartedOnceAndHearsOfTheClock() {
    Dispatch.SessionOrder order = new Dispatch.SessionOrder(POLICY, "2026-11-23");
    dispatch.startSession(order);
    dispatch.startSession(order);
    MarketClock clock = new MarketClock(NOW, true, NOW, NOW, 1);
    dispatch.clockMoved(
        new Dispatch.ClockRelay(
            List.of("ended-long-ago", "session-demo-2026-11-23"), new ClockMoved(clock)));
    SessionStatus status =
        client
            .newUntypedWorkflowStub("session-demo-2026-11-23")
            .query("status", SessionStatus.class);
    assertThat(status.lines()).containsExactlyInAnyOrder("started by guard-demo", "clock " + NOW);
  }

  @Test
  @Tag(NO_WORKER)
  void anIncidentIsDeclaredOnQueueResponseWithWhatPeopleSearchBy() {
    dispatch.declareIncident(brief(KillSwitch.K1));
    dispatch.declareIncident(brief(KillSwitch.K1));
    var description =
        client.newUntypedWorkflowStub("incident-demo-daily-loss-2026-11-23-1").describe();
    assertThat(description.getWorkflowType()).isEqualTo("P1Response");
    assertThat(description.getTaskQueue()).isEqualTo(TaskQueues.RESPONSE);
    assertThat(description.getTypedSearchAttributes().getUntypedValues()).hasSize(4);
    // The in-memory server forgets the summary of a Signal-with-Start; the real one keeps it.
    assertThat(WorkflowStarts.incident(brief(KillSwitch.K1)).getStaticSummary())
        .isEqualTo("P1 Trading Halted, demo (SIMULATOR, DRILL): daily loss: 2.31 % ≥ 2.00 %");
  }

  @Test
  @Tag(NO_WORKER)
  void aMinorIssueHasNoProcedureYetAndIsNoFailure() {
    dispatch.declareIncident(brief(KillSwitch.K1S));
    assertThatThrownBy(
            () -> client.newUntypedWorkflowStub("incident-demo-daily-loss-2026-11-23-1").describe())
        .isInstanceOf(WorkflowNotFoundException.class);
  }

  @Test
  @Tag(NO_WORKER)
  void anIncidentThatHasEndedIsNotBegunAgainByALateRepeat() {
    dispatch.declareIncident(brief(KillSwitch.K1));
    client.newUntypedWorkflowStub("incident-demo-daily-loss-2026-11-23-1").terminate("ended");
    dispatch.declareIncident(brief(KillSwitch.K1));
    assertThat(
            client
                .newUntypedWorkflowStub("incident-demo-daily-loss-2026-11-23-1")
                .describe()
                .getStatus())
        .hasToString("WORKFLOW_EXECUTION_STATUS_TERMINATED");
  }

  @Test
  @Tag(NO_WORKER)
  void anAlarmSaysWhetherAnybodyHeardIt() {
    IncidentId id = new IncidentId("incident-demo-worker-down-2026-11-23-1");
    TradingDay day = TradingDay.parse("2026-11-23");
    Alarm alarm =
        new Alarm(
            id, POLICY, Severity.P0, Cause.WORKER_DOWN, day, "ada", "dark", NOW, NOW, Map.of());
    assertThat(dispatch.goesOn(id.value())).isFalse();
    assertThat(dispatch.raise(alarm)).isTrue();
    assertThat(dispatch.goesOn(id.value())).isTrue();
    client.newUntypedWorkflowStub(id.value()).terminate("ended");
    assertThat(dispatch.raise(alarm)).isFalse();
    assertThat(dispatch.goesOn(id.value())).isFalse();
  }

  private void startGuard() {
    WorkflowStub guard =
        client.newUntypedWorkflowStub("AccountGuard", WorkflowStarts.guard(POLICY));
    guard.start(new GuardStart(ACCOUNT, POLICY, null));
  }

  private List<String> notes() {
    return client
        .newUntypedWorkflowStub(AccountGuard.idOf(ACCOUNT))
        .query("status", GuardStatus.class)
        .incidents();
  }

  private static PermitRequest request(String id, String asker) {
    return new PermitRequest(
        id,
        ACCOUNT,
        asker,
        new OrderIntent(new Symbol("SPY"), Side.BUY, Quantity.of("1"), null, true),
        false);
  }

  private static TripRequest trip(@Nullable String by) {
    return new TripRequest(
        ACCOUNT, "trip-K13-0", KillSwitch.K13, TripLevel.STOP, null, by, "drill", null);
  }

  private static FlattenRequest flattenRequest(String id) {
    return new FlattenRequest(id, POLICY, 1, null, "daily loss", List.of(), NOW);
  }

  private static IncidentBrief brief(KillSwitch killSwitch) {
    TradingDay day = TradingDay.parse("2026-11-23");
    return new IncidentBrief(
        IncidentId.of(ACCOUNT, Cause.DAILY_LOSS, day, 1),
        POLICY,
        killSwitch,
        TripLevel.FLATTEN,
        1,
        day,
        null,
        "watch",
        "2.31 % ≥ 2.00 %",
        NOW,
        NOW,
        0);
  }

  private static void assertFault(Fault fault, ThrowingCallable call) {
    assertThatThrownBy(call).satisfies(thrown -> assertThat(Fault.of(thrown)).contains(fault));
  }

  private static IndexedValueType keyword() {
    return IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  }
}
