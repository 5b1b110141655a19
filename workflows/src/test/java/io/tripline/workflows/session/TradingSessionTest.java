package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.WorkflowReplayer;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fakes.FakeSessionBroker;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.market.ClockMoved;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TradingSessionTest {
  private static final ClientOrderId FIRST = new ClientOrderId("abcdef01-1");

  private final SessionBench bench = new SessionBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void buysOnceUnderThePermitsId() {
    SessionReport report = bench.once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.ordersReceived()).containsExactly(FIRST);
    assertThat(bench.broker.held()).isEqualByComparingTo("146");
    assertThat(bench.guard.settlements())
        .extracting(Settlement::outcome)
        .containsExactly(Settlement.Outcome.ENDED);
  }

  @Test
  void recordsIntentFillAndSlippageOfTheTrade() {
    bench.once();
    assertThat(bench.journal.entries(EntryKind.ORDER)).hasSize(2);
    assertThat(bench.journal.entries(EntryKind.FILL)).hasSize(1);
    assertThat(bench.journal.entries(EntryKind.SLIPPAGE).get(0).data())
        .containsEntry("usable", "true")
        .containsEntry("decisionPrice", "648")
        .containsEntry("arrivalMid", "650")
        .containsEntry("fillPrice", "650.01")
        .containsEntry("executionBps", "0.154")
        .containsEntry("delayBps", "30.864");
  }

  @Test
  void measuresAFillAgainstTheQuoteAsItsOrderWasSent() {
    bench.broker.quotesAreOld(Duration.ofSeconds(30));
    bench.broker.quotesAtArrival(
        new Quote(
            new Symbol("SPY"),
            Price.of("649.50"),
            Price.of("649.70"),
            Instant.parse("2026-11-23T15:00:00Z")));
    bench.once();
    assertThat(bench.journal.entries(EntryKind.SLIPPAGE).get(0).data())
        .containsEntry("usable", "true")
        .containsEntry("arrivalMid", "649.6");
  }

  @Test
  void onePassStaysWithinItsHistoryBudgetAndReplays() throws Exception {
    bench.once();
    var history = bench.history();
    assertThat(history.getEvents().size()).isLessThanOrEqualTo(60);
    WorkflowReplayer.replayWorkflowExecution(history, TradingSessionWorkflow.class);
  }

  @Test
  void aSecondRunOnTheSameDayRepeatsNothing() {
    bench.once();
    SessionReport second = bench.once();
    assertThat(second.end()).isEqualTo(SessionEnd.NOTHING_TO_DO);
    assertThat(bench.broker.ordersReceived()).hasSize(1);
    assertThat(bench.journal.entries(EntryKind.FILL)).hasSize(1);
  }

  @Test
  void doesNotBuyAgainAfterWhatItBoughtTodayWasClosedByOthers() {
    bench.once();
    bench.broker.holds("0");
    SessionReport second = bench.once();
    assertThat(second.end()).isEqualTo(SessionEnd.NOTHING_TO_DO);
    assertThat(second.detail()).contains("not repeated");
    assertThat(bench.broker.ordersReceived()).hasSize(1);
  }

  @Test
  void anOrderOfAnEarlierRunThatStillLivesIsAwaitedNotRepeated() {
    bench.broker.has(new ClientOrderId("12345678-9"), Side.BUY, "146");
    SessionReport report = bench.once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.ordersReceived()).isEmpty();
    assertThat(bench.broker.held()).isEqualByComparingTo("146");
  }

  @Test
  void ordersOfOthersAreNoDecisionOfOurs() {
    bench.broker.has(new ClientOrderId("by-hand"), Side.BUY, "1");
    assertThat(bench.once().end()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.ordersReceived()).containsExactly(FIRST);
  }

  @Test
  void anUnsettledPermitOfAnEarlierRunIsLookedUpBeforeANewDecision() {
    bench.broker.losesTheNextRequest();
    assertThat(bench.once().end()).isEqualTo(SessionEnd.UNRESOLVED);
    bench.broker.hidesOrdersFromTheList();
    bench.broker.has(FIRST, Side.BUY, "146");
    SessionReport second = bench.once();
    assertThat(second.end()).as(second.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }

  @Test
  void sellsExactlyWhatIsAvailable() {
    bench.broker.holds("12.5");
    bench.strategy.wantsFlat();
    assertThat(bench.once().end()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.order(FIRST).quantity()).hasToString("12.5");
  }

  @Test
  void looksUpAnOrderWhoseAnswerWasLostInsteadOfSendingItAgain() {
    bench.broker.losesTheNextAnswer();
    SessionReport report = bench.once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.ordersReceived()).hasSize(1);
  }

  @Test
  void dropsAnEntryThatNeverArrivedAndLeavesItsPermitUnsettled() {
    bench.broker.losesTheNextRequest();
    long before = bench.temporal.currentTimeMillis();
    SessionReport report = bench.once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.UNRESOLVED);
    assertThat(Duration.ofMillis(bench.temporal.currentTimeMillis() - before))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(bench.broker.ordersReceived()).isEmpty();
    assertThat(bench.guard.settlements())
        .extracting(Settlement::outcome)
        .containsExactly(Settlement.Outcome.UNKNOWN);
  }

  @Test
  void whatASaleInPartLeftIsSoldByTheNextRunAndAWholeSaleIsNotRepeated() {
    bench.broker.holds("100");
    bench.strategy.wantsFlat();
    bench.broker.fillsOnly("0.1");
    bench.once();
    assertThat(bench.broker.held()).isEqualByComparingTo("90");
    bench.broker.fillsOnly("1");
    assertThat(bench.once().end()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.held()).isEqualByComparingTo("0");
    bench.broker.holds("7");
    assertThat(bench.once().detail()).contains("not repeated");
    assertThat(bench.broker.ordersReceived()).hasSize(2);
  }

  @Test
  void sendsAnExitThatNeverArrivedAgainUnderTheSameId() {
    bench.broker.holds("100");
    bench.strategy.wantsFlat();
    bench.broker.losesTheNextRequest();
    SessionReport report = bench.once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.ordersReceived()).containsExactly(FIRST);
  }

  @Test
  void recordsAPartialFillAsWhatItIs() {
    bench.broker.fillsOnly("0.5");
    SessionReport report = bench.once();
    assertThat(report.end()).isEqualTo(SessionEnd.TRADED);
    assertThat(report.detail()).contains("bought 73 SPY", "CANCELED");
    assertThat(bench.journal.entries(EntryKind.FILL).get(0).data()).containsEntry("quantity", "73");
  }

  @Test
  void cancelsAnOrderThatDoesNotFill() {
    bench.broker.neverFills();
    SessionReport report = bench.once();
    assertThat(report.end()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.order(FIRST)).extracting(Order::status).isEqualTo(OrderStatus.CANCELED);
    assertThat(bench.broker.held()).isEqualByComparingTo("0");
  }

  @Test
  void cancelsAnOrderThatItCanNotFollow() {
    bench.broker.hides(order -> !order.status().terminal());
    assertThat(bench.once().end()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.order(FIRST)).extracting(Order::status).isEqualTo(OrderStatus.CANCELED);
  }

  @Test
  void anOrderThatIsNotSeenAfterItsCancelEitherIsUnresolvedAndTheGuardIsTold() {
    bench.broker.hides(order -> true);
    SessionReport report = bench.once();
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.UNRESOLVED);
    assertThat(bench.broker.order(FIRST)).extracting(Order::status).isEqualTo(OrderStatus.CANCELED);
    assertThat(bench.guard.settlements())
        .extracting(Settlement::outcome)
        .containsExactly(Settlement.Outcome.UNKNOWN);
    assertThat(bench.guard.notices()).extracting(n -> n.running()).containsExactly(true, false);
  }

  @Test
  void tellsTheGuardThatTheBrokerRefused() {
    bench.broker.refuses(Fault.INSUFFICIENT_BUYING_POWER);
    assertThat(bench.once().end()).isEqualTo(SessionEnd.REFUSED);
    assertThat(bench.guard.settlements())
        .extracting(Settlement::outcome)
        .containsExactly(Settlement.Outcome.REFUSED);
  }

  @Test
  void asksForAnotherPermitWhenOneExpiredUnused() {
    bench.guard.grantsExpiredPermits(1);
    assertThat(bench.once().end()).isEqualTo(SessionEnd.TRADED);
    assertThat(bench.broker.ordersReceived()).containsExactly(new ClientOrderId("abcdef01-2"));
    assertThat(bench.guard.settlements())
        .extracting(Settlement::outcome)
        .containsExactlyInAnyOrder(Settlement.Outcome.NOT_SENT, Settlement.Outcome.ENDED);
  }

  @Test
  void buysHalfTheSizeInProbation() {
    bench.guard.standsAt(Ladder.PROBATION);
    bench.once();
    assertThat(bench.broker.held()).isEqualByComparingTo("73");
  }

  @Test
  void onePassOnAClosedMarketSaysWhenItOpens() {
    bench.broker.marketStartsAt(Instant.parse("2026-11-23T22:00:00Z"));
    SessionReport report = bench.once();
    assertThat(report.end()).isEqualTo(SessionEnd.MARKET_CLOSED);
    assertThat(report.detail()).isEqualTo("nothing to do, next open 2026-11-24T14:30:00Z");
  }

  @Test
  void toldToWatchOnlyItTradesNothing() {
    SessionReport report =
        bench.await(
            bench.start(
                new SessionStart(SessionBench.ACCOUNT, true, SessionBench.policy(false), "t")));
    assertThat(report.end()).isEqualTo(SessionEnd.WATCHING);
  }

  @Test
  void asksTheWorkersConfigurationWhenItWasGivenNone() {
    SessionReport report =
        bench.await(bench.start(new SessionStart(SessionBench.ACCOUNT, true, null, "t")));
    assertThat(report.end()).isEqualTo(SessionEnd.TRADED);
  }

  @Test
  void aStartWithoutAnAccountFailsWithTheReason() {
    WorkflowStub stub = bench.start(new SessionStart(null, true, null, null));
    assertThatThrownBy(() -> bench.await(stub))
        .isInstanceOf(WorkflowFailedException.class)
        .satisfies(thrown -> assertThat(Fault.of(thrown)).contains(Fault.INVALID_INPUT));
  }

  @Test
  void outlastsAShortOutageOfTheBroker() {
    bench.broker.failsReads(5);
    assertThat(bench.once().end()).isEqualTo(SessionEnd.TRADED);
  }

  @Test
  void aWholeDayWaitsForTheOpenTradesOnceAndEndsAtTheClose() {
    bench.broker.marketStartsAt(Instant.parse("2026-11-23T13:00:00Z"));
    long before = bench.temporal.currentTimeMillis();
    SessionReport report = bench.await(bench.day());
    assertThat(report.end()).as(report.detail()).isEqualTo(SessionEnd.TRADED);
    assertThat(report.lines()).anySatisfy(line -> assertThat(line).endsWith("holds 146 SPY"));
    assertThat(bench.broker.ordersReceived()).hasSize(1);
    assertThat(lasted(report, before)).isBetween(Duration.ofMinutes(479), Duration.ofMinutes(481));
  }

  @Test
  void aStopEndsTheDayAndKeepsWhatIsHeld() throws Exception {
    WorkflowStub day = bench.day();
    awaitPhase(day, "staying until the close");
    assertThat(day.update("stop", String.class, new SessionStop("ada", "enough")))
        .contains("what is held stays held");
    SessionReport report = bench.await(day);
    assertThat(report.end()).isEqualTo(SessionEnd.STOPPED);
    assertThat(report.detail()).contains("ada: enough");
    assertThat(bench.broker.held()).isEqualByComparingTo("146");
    assertThat(bench.guard.notices()).extracting(n -> n.running()).containsExactly(true, false);
  }

  @Test
  void aCancellationIsAStopThatIsRecordedAndToldToTheGuard() throws Exception {
    WorkflowStub day = bench.day();
    awaitPhase(day, "staying until the close");
    day.cancel();
    assertThatThrownBy(() -> bench.await(day)).isInstanceOf(WorkflowFailedException.class);
    assertThat(bench.guard.notices()).extracting(n -> n.running()).containsExactly(true, false);
    assertThat(bench.journal.entries(EntryKind.SESSION))
        .anySatisfy(entry -> assertThat(entry.data()).containsEntry("end", "STOPPED"));
  }

  @Test
  void aStopWhileThePermitIsAskedForSendsNothing() {
    bench.guard.whenAsked(() ->
        bench
            .temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                TradingSession.idOf(SessionBench.ACCOUNT, FakeSessionBroker.DAY.text()))
            .update("stop", String.class, new SessionStop("ada", "wait")));
    assertThat(bench.once().end()).isEqualTo(SessionEnd.STOPPED);
    assertThat(bench.broker.ordersReceived()).isEmpty();
    assertThat(bench.guard.settlements())
        .extracting(Settlement::outcome)
        .containsExactly(Settlement.Outcome.NOT_SENT);
  }

  @Test
  void anEntryDecidedTooLongAgoInMarketTimeIsDropped() {
    bench.guard.whenAsked(() -> {
      bench.broker.jumps(Duration.ofMinutes(2));
      bench
          .temporal
          .getWorkflowClient()
          .newUntypedWorkflowStub(
              TradingSession.idOf(SessionBench.ACCOUNT, FakeSessionBroker.DAY.text()))
          .signal("clockMoved", new ClockMoved(bench.broker.market(SessionBench.ACCOUNT).clock()));
    });
    assertThat(bench.once().end()).isEqualTo(SessionEnd.DROPPED);
    assertThat(bench.broker.ordersReceived()).isEmpty();
  }

  @Test
  void aJumpOfTheClockEndsTheWaitForTheClose() throws Exception {
    WorkflowStub day = bench.day();
    awaitPhase(day, "staying until the close");
    long before = bench.temporal.currentTimeMillis();
    bench.broker.jumps(Duration.ofHours(7));
    MarketClock clock = bench.broker.market(SessionBench.ACCOUNT).clock();
    day.signal("clockMoved", new ClockMoved(clock));
    SessionReport report = bench.await(day);
    assertThat(report.end()).isEqualTo(SessionEnd.TRADED);
    assertThat(lasted(report, before)).isLessThan(Duration.ofMinutes(5));
  }

  /** By the lines: this server's own clock may run on once nothing is left to do. */
  private static Duration lasted(SessionReport report, long since) {
    String last = report.lines().get(report.lines().size() - 1);
    Instant ended = Instant.parse(last.substring(0, last.indexOf(' ')));
    return Duration.between(Instant.ofEpochMilli(since), ended);
  }

  private static void awaitPhase(WorkflowStub stub, String phase) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      if (stub.query("status", SessionStatus.class).phase().contains(phase)) {
        return;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("never reached: " + phase);
  }
}
