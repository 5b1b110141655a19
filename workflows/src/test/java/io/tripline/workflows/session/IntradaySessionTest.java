package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.CloseOut;
import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.OrderStyle;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fakes.FakeSessionBroker;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Ladder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many decisions a day. The market is open from 14:30 to 21:00 UTC; each day begins at 15:00. */
class IntradaySessionTest {
  private static final ExecutionPolicy LIMIT =
      SessionBench.HOURLY.styled(OrderStyle.LIMIT, new BigDecimal("5"), 2);

  private final SessionBench bench = new SessionBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void decidesEachIntervalAndTradesWhenTheDecisionChanges() throws Exception {
    bench.strategy.wants("long", "long", "flat", "flat", "long");
    SessionReport report = bench.await(hourly());
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(report.detail()).startsWith("7 decisions, 3 executed");
    assertThat(sides()).containsExactly(Side.BUY, Side.SELL, Side.BUY);
    assertThat(bench.broker.held()).isEqualByComparingTo("146");
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(
            bench.temporal.getWorkflowClient(), id(), "trading-session", "intraday-changes"),
        TradingSessionWorkflow.class);
  }

  @Test
  void decidesAtTheOpenAndThenOnTheIntervalsOfTheDay() {
    bench.broker.marketStartsAt(FakeSessionBroker.OPEN.minusSeconds(3600));
    SessionReport report = bench.await(hourly());
    assertThat(report.detail()).startsWith("7 decisions, 1 executed");
  }

  @Test
  void anExecutedDecisionIsNotRepeatedWhenOthersClosedThePosition() {
    bench.guard.whenAsked(() -> bench.guard.whenAsked(() -> {}));
    WorkflowStub day = hourly();
    awaitLine(day, "next at 2026-11-23T15:30:00Z");
    bench.broker.holds("0");
    SessionReport report = bench.await(day);
    assertThat(bench.broker.ordersReceived()).hasSize(1);
    assertThat(report.detail()).contains("not repeated until the strategy has wanted the opposite");
  }

  @Test
  void buysAgainOnceTheStrategyHasWantedTheOppositeMeanwhile() {
    bench.strategy.wants("long", "flat", "long");
    WorkflowStub day = hourly();
    awaitLine(day, "next at 2026-11-23T15:30:00Z");
    bench.broker.holds("0");
    bench.await(day);
    assertThat(sides()).containsExactly(Side.BUY, Side.BUY);
  }

  @Test
  void aNewRunOfTheSameDayDoesNotRepeatWhatTheOneBeforeItExecuted() {
    bench.once();
    bench.broker.holds("0");
    bench.await(hourly());
    assertThat(bench.broker.ordersReceived()).hasSize(1);
  }

  @Test
  void waitsWhileTheAccountIsHaltedTellsItAndGoesOnAfterTheReset() {
    bench.guard.standsAt(Ladder.HALTED);
    WorkflowStub day = hourly();
    awaitLine(day, "HALTED, nothing is sent: HALTED: daily loss");
    assertThat(bench.strategy.asked()).isZero();
    bench.guard.standsAt(Ladder.ACTIVE);
    SessionReport report = bench.await(day);
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.journal.entries(EntryKind.SESSION))
        .filteredOn(entry -> entry.text().contains("HALTED"))
        .hasSize(1);
  }

  @Test
  void anOutageOfTheBrokerCostsDecisionsNotTheDay() {
    bench.strategy.wants("flat", "long");
    WorkflowStub day = hourly();
    awaitLine(day, "next at 2026-11-23T15:30:00Z");
    bench.broker.failsReadsUntil(FakeSessionBroker.CLOSE.minus(Duration.ofHours(2)));
    SessionReport report = bench.await(day);
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.ordersReceived()).hasSize(1);
    assertThat(report.detail()).matches("[2-5] decisions, 1 executed.*");
  }

  @Test
  void aDecisionEachMinuteContinuesAsNewAndLosesAndDoublesNothing() {
    bench.broker.marketStartsAt(FakeSessionBroker.OPEN);
    bench.strategy.wants("long", "flat", "long", "flat", "long");
    WorkflowStub day =
        bench.day(SessionBench.policy(SessionBench.HOURLY.every(Duration.ofMinutes(1))));
    String firstRun = day.describe().getExecution().getRunId();
    SessionReport report = bench.await(day);
    assertThat(report.detail()).startsWith("390 decisions, 5 executed");
    assertThat(bench.broker.ordersReceived()).doesNotHaveDuplicates().hasSize(5);
    assertThat(bench.guard.requests()).extracting(PermitRequest::requestId).doesNotHaveDuplicates();
    WorkflowExecutionHistory first =
        bench.temporal.getWorkflowClient().fetchHistory(id(), firstRun);
    assertThat(first.getLastEvent().getEventType())
        .isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
    assertThat(first.getEvents()).hasSizeLessThan(1_600);
  }

  @Test
  void aDecisionWithoutAnOrderCostsAtMostFifteenEvents() {
    bench.await(hourly());
    long before = bench.history().getEvents().size();
    int decisions = 7;
    assertThat(before).isLessThanOrEqualTo(60 + decisions * 15L);
  }

  @Test
  void aLimitOrderIsPricedAtTheMidAndTheOffsetInWholeCents() {
    bench.await(bench.day(SessionBench.policy(LIMIT)));
    assertThat(bench.broker.orders())
        .singleElement()
        .satisfies(order -> {
          assertThat(order.limit()).hasToString("650.32");
          assertThat(order.side()).isEqualTo(Side.BUY);
        });
  }

  @Test
  void anUnfilledLimitOrderIsCanceledAndItsRestPricedAnewUnderAnotherPermit() {
    bench.broker.doesNotFillTheNext(1);
    SessionReport report = bench.await(bench.day(SessionBench.policy(LIMIT)));
    assertThat(report.end()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.orders())
        .extracting(Order::status)
        .containsExactly(OrderStatus.CANCELED, OrderStatus.FILLED);
    assertThat(bench.broker.held()).isEqualByComparingTo("145");
  }

  @Test
  void anEntryIsGivenUpAfterTheLastPriceAndTriedAgainByTheNextDecision() {
    bench.broker.doesNotFillTheNext(3);
    SessionReport report = bench.await(bench.day(SessionBench.policy(LIMIT)));
    assertThat(report.lines())
        .anySatisfy(line -> assertThat(line).contains("0 of 145 SPY filled, the rest is given up"));
    assertThat(bench.broker.orders()).hasSize(4);
    assertThat(bench.broker.held()).isEqualByComparingTo("145");
  }

  @Test
  void anExitThatDoesNotFillGoesAtTheMarketInTheEnd() {
    bench.broker.holds("100");
    bench.strategy.wantsFlat();
    bench.broker.doesNotFillTheNext(3);
    bench.await(bench.day(SessionBench.policy(LIMIT)));
    assertThat(bench.broker.orders()).hasSize(4);
    assertThat(bench.broker.orders().get(3).limit()).isNull();
    assertThat(bench.broker.orders().get(0).limit()).hasToString("649.68");
    assertThat(bench.broker.held()).isEqualByComparingTo("0");
  }

  @Test
  void sellsWhatItHoldsBeforeTheCloseWhereThatIsConfigured() {
    SessionReport report = bench.await(bench.day(SessionBench.policy(flat(Duration.ofMinutes(5)))));
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(sides()).containsExactly(Side.BUY, Side.SELL);
    Order out = bench.broker.orders().get(1);
    assertThat(out.limit()).isNull();
    assertThat(out.submittedAt())
        .isBetween(
            FakeSessionBroker.CLOSE.minusSeconds(300), FakeSessionBroker.CLOSE.minusSeconds(290));
  }

  @Test
  void aPurchaseThatThePositionsShowLateIsSoldBeforeTheCloseAllTheSameAndOnce() {
    bench.strategy.wants("flat", "flat", "flat", "flat", "flat", "flat", "long");
    bench.broker.positionsLag(Duration.ofSeconds(40));
    // The last decision is at 20:30:00.
    SessionReport report =
        bench.await(bench.day(SessionBench.policy(flat(Duration.ofSeconds(1_799)))));
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(sides()).containsExactly(Side.BUY, Side.SELL);
    assertThat(bench.broker.held()).isEqualByComparingTo("0");
  }

  @Test
  void aSmallerSizeHoldsAtOnceAndNeverMoreThanIsConfigured() {
    bench.strategy.wants("flat", "long");
    WorkflowStub day = hourly();
    awaitLine(day, "next at 2026-11-23T15:30:00Z");
    ExecutionAnswer answer =
        day.update(
            "set",
            ExecutionAnswer.class,
            Map.of("by", "ada", "reason", "thin market", "size", "50 %", "orderType", "limit"));
    assertThat(answer.executes())
        .isEqualTo(
            "a decision each 1h, limit at the mid +5 bps, 30s to fill, then priced anew up to 2"
                + " times, up to 50 % of equity; held over the close (changed)");
    assertThatThrownBy(() ->
            day.update(
                "set",
                ExecutionAnswer.class,
                Map.of("by", "ada", "reason", "greed", "size", "96 %")))
        .isInstanceOf(WorkflowUpdateException.class)
        .satisfies(thrown -> assertThat(Fault.of(thrown)).contains(Fault.CONFIGURATION));
    bench.await(day);
    assertThat(bench.broker.held()).isEqualByComparingTo("76");
    assertThat(bench.journal.entries(EntryKind.SESSION))
        .anySatisfy(entry -> assertThat(entry.data()).containsEntry("reason", "thin market"))
        .anySatisfy(entry ->
            assertThat(entry.text()).contains("not changed as asked by ada (greed)", "96 %"));
  }

  @Test
  void aSignalIsAChangeToAndAnUnreadableOneIsRecordedNotLost() {
    WorkflowStub day = hourly();
    awaitLine(day, "next at 2026-11-23T15:30:00Z");
    day.signal("setting", List.of(1, 2));
    day.signal("setting", Map.of("by", "ben", "reason", "lunch", "interval", "none"));
    SessionReport report = bench.await(day);
    assertThat(report.detail()).startsWith("1 decision, 1 executed");
    assertThat(report.lines())
        .anySatisfy(line -> assertThat(line).contains("could not be read: INVALID_INPUT: by:"))
        .anySatisfy(
            line -> assertThat(line).contains("changed by ben (lunch): one decision a day"));
  }

  @Test
  void aDayWithOneDecisionBecomesIntradayWhenAnIntervalIsSet() {
    WorkflowStub day = bench.day();
    awaitLine(day, "staying until the close");
    Map<String, String> change =
        Map.of("requestId", "r1", "by", "ada", "reason", "watch closer", "interval", "30m");
    day.update("set", ExecutionAnswer.class, change);
    day.update("set", ExecutionAnswer.class, change);
    SessionReport report = bench.await(day);
    assertThat(report.detail()).contains("decisions, 0 executed");
    assertThat(bench.broker.ordersReceived()).hasSize(1);
    assertThat(report.lines()).filteredOn(line -> line.contains("changed by ada")).hasSize(1);
  }

  @Test
  void aStartMayNameTheInterval() {
    SessionReport report =
        bench.await(
            bench.start(
                new SessionStart(
                    SessionBench.ACCOUNT, false, SessionBench.POLICY, "ada", "2h", null)));
    assertThat(report.detail()).startsWith("4 decisions");
  }

  @Test
  void aStopEndsTheDayBetweenTwoDecisions() {
    WorkflowStub day = hourly();
    awaitLine(day, "next at 2026-11-23T15:30:00Z");
    day.update("stop", String.class, new SessionStop("ada", "enough"));
    assertThat(bench.await(day).end()).isEqualTo(SessionEnd.STOPPED);
  }

  private static ExecutionPolicy flat(Duration beforeTheClose) {
    return new ExecutionPolicy(
        Duration.ofHours(1),
        OrderStyle.LIMIT,
        new BigDecimal("5"),
        2,
        null,
        null,
        CloseOut.FLAT,
        beforeTheClose);
  }

  private WorkflowStub hourly() {
    AccountPolicy policy = SessionBench.policy(SessionBench.HOURLY);
    return bench.day(policy);
  }

  private List<Side> sides() {
    return bench.broker.orders().stream().map(Order::side).toList();
  }

  private static String id() {
    return TradingSession.idOf(SessionBench.ACCOUNT, FakeSessionBroker.DAY.text());
  }

  private static void awaitLine(WorkflowStub day, String phase) {
    until(() -> day.query("status", SessionStatus.class).phase().contains(phase));
  }

  private static void until(BooleanSupplier happened) {
    for (int i = 0; i < 400; i++) {
      if (happened.getAsBoolean()) {
        return;
      }
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("it did not happen");
  }
}
