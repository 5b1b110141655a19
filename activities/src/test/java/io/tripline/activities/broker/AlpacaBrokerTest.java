package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.admin.LoggedRequest;
import io.tripline.simulator.fault.Effect;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.FillOutcome;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlpacaBrokerTest {
  private static final AccountName ACCOUNT = new AccountName("drill");
  private static final Symbol SPY = new Symbol("SPY");

  private final BrokerSimulator simulator = start();
  private final List<TestActivityEnvironment> temporals = new ArrayList<>();
  private final AlpacaHttp http = client();
  private final Broker broker = broker(http, InstantSource.system());

  @AfterEach
  void close() {
    temporals.forEach(TestActivityEnvironment::close);
    simulator.close();
  }

  @Test
  void buysWaitsForTheFillAndShowsThePosition() {
    assertThat(submit("p-1", buy("10"))).isInstanceOf(Submission.Accepted.class);
    Order filled = ended("p-1");
    assertThat(filled.status()).isEqualTo(OrderStatus.FILLED);
    var snapshot = broker.snapshot(new Broker.SnapshotRequest(ACCOUNT, List.of(SPY)));
    assertThat(snapshot.positions())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.symbol()).isEqualTo(SPY);
          assertThat(p.quantity()).isEqualTo(Quantity.of("10"));
        });
    assertThat(snapshot.openOrders()).isEmpty();
    assertThat(snapshot.quotes()).singleElement().satisfies(q -> assertThat(q.usable()).isTrue());
    var day =
        broker.ordersSince(
            new Broker.OrdersSince(ACCOUNT, snapshot.clock().now().minus(Duration.ofHours(1))));
    assertThat(day.orders())
        .extracting(Order::clientOrderId)
        .containsExactly(new ClientOrderId("p-1"));
    assertThat(
            day.fills().stream()
                .map(f -> f.quantity().amount().intValue())
                .mapToInt(Integer::intValue)
                .sum())
        .isEqualTo(10);
  }

  @Test
  void readsClockCalendarAndDailyBarsBeforeToday() {
    MarketNow now = broker.market(ACCOUNT);
    assertThat(now.clock().open()).isTrue();
    assertThat(now.clock().rate()).isEqualTo(1);
    assertThat(now.calendar().current(now.clock().now())).isPresent();
    var bars = broker.dailyBars(new Broker.DailyBarsRequest(ACCOUNT, SPY, 60)).bars();
    assertThat(bars).hasSize(60);
    assertThat(bars.get(59).at())
        .isBefore(
            now.calendar()
                .current(now.clock().now())
                .orElseThrow()
                .open()
                .minus(Duration.ofHours(9)));
  }

  @Test
  void saysUnknownWhenTheAnswerIsLostAndFindsTheOrderByItsId() {
    simulator
        .control()
        .inject(
            io.tripline.simulator.fault.Fault.always(new Effect.ReplyLost())
                .on("POST", "/v2/orders")
                .times(1));
    assertThat(submit("p-2", buy("3"))).isInstanceOf(Submission.Unknown.class);
    assertThat(lookUp("p-2")).isInstanceOf(Lookup.Found.class);
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void saysUnknownAfterAServerErrorAndSendsNothingTwice() {
    simulator
        .control()
        .inject(
            io.tripline.simulator.fault.Fault.always(
                    new Effect.Answer(504, "<html>gateway</html>", "text/html"))
                .on("POST", "/v2/orders"));
    assertThat(submit("p-3", buy("3"))).isInstanceOf(Submission.Unknown.class);
    assertThat(lookUp("p-3")).isInstanceOf(Lookup.Absent.class);
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void acceptsADuplicateIdOnlyWhereTheOrderIsTheSame() {
    assertThat(submit("p-4", buy("3"))).isInstanceOf(Submission.Accepted.class);
    ended("p-4");
    assertThat(submit("p-4", buy("3"))).isInstanceOf(Submission.Accepted.class);
    assertThat(submit("p-4", buy("4")))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(Fault.DUPLICATE_ORDER_ID));
    assertThat(http.positions().orThrow().get(0).quantity()).isEqualTo(Quantity.of("3"));
  }

  @Test
  void refusesAnOrderWhosePermitIsOverWithoutCallingTheBroker() {
    assertThat(submit("p-5", buy("3"), Instant.now().plusMillis(300)))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(Fault.PERMIT_EXPIRED));
    assertThat(posts()).isZero();
  }

  @Test
  void refusesOnAHostWhoseClockLags() {
    Broker lagging = broker(http, () -> Instant.now().minusSeconds(4));
    assertThat(
            lagging.submit(
                new Broker.OrderSubmission(
                    ACCOUNT, new ClientOrderId("p-6"), buy("3"), Instant.now().plusSeconds(5))))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(Fault.PERMIT_EXPIRED));
    assertThat(posts()).isZero();
  }

  @Test
  void neverSellsShort() {
    assertThat(submit("p-7", new OrderIntent(SPY, Side.SELL, Quantity.of("1"), null, true)))
        .isInstanceOf(Submission.Refused.class);
    assertThat(posts()).isZero();
    assertThat(submit("p-8", new OrderIntent(SPY, Side.SELL, Quantity.of("1"), null, false)))
        .isInstanceOf(Submission.Refused.class);
    assertThat(http.positions().orThrow()).isEmpty();
  }

  @Test
  void tellsASuspendedAccountAndTooLittleBuyingPowerApart() {
    assertThat(submit("p-9", buy("90000")))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(Fault.INSUFFICIENT_BUYING_POWER));
    assertThat(http.suspendTrade(true).orThrow().suspendTrade()).isTrue();
    assertThat(http.account().orThrow().suspendedByUser()).isTrue();
    assertThat(submit("p-10", buy("1")))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(Fault.HALTED_AT_BROKER));
    assertThat(http.suspendTrade(false).orThrow().suspendTrade()).isFalse();
  }

  @Test
  void cancelsARestingOrderAndSeesOneThatHasEnded() {
    var resting =
        (Submission.Accepted)
            submit("p-11", new OrderIntent(SPY, Side.BUY, Quantity.of("1"), Price.of("100"), true));
    String id = resting.order().id();
    assertThat(http.openOrders().orThrow()).hasSize(1);
    assertThat(broker.cancel(new Broker.CancelOrder(ACCOUNT, id))).isTrue();
    assertThat(ended("p-11").status()).isEqualTo(OrderStatus.CANCELED);
    assertThat(broker.cancel(new Broker.CancelOrder(ACCOUNT, id))).isTrue();
  }

  @Test
  void saysStillOpenWhenThePatienceIsOver() {
    submit("p-12", new OrderIntent(SPY, Side.BUY, Quantity.of("1"), Price.of("100"), true));
    assertThat(
            broker.awaitFill(
                new Broker.AwaitFill(ACCOUNT, new ClientOrderId("p-12"), Duration.ofMillis(400))))
        .isInstanceOf(FillOutcome.StillOpen.class);
  }

  @Test
  void tellsTheQuoteAsTheOrderWasSentAndWaitsForNoneThatIsLate() {
    assertThat(((Submission.Accepted) submit("p-14", buy("1"))).arrival())
        .isNotNull()
        .satisfies(quote -> assertThat(quote.usable()).isTrue());
    simulator
        .control()
        .inject(
            io.tripline.simulator.fault.Fault.always(
                    new Effect.Latency(Duration.ofSeconds(4), true))
                .on("GET", "/v2/stocks/.*"));
    Instant before = Instant.now();
    assertThat(((Submission.Accepted) submit("p-15", buy("1"))).arrival()).isNull();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void aRetryOfTheWaitHasOnlyWhatIsLeftOfThePatience() {
    Duration patience = Duration.ofSeconds(30);
    assertThat(AlpacaBroker.left(patience, 0)).isEqualTo(patience);
    assertThat(AlpacaBroker.left(patience, -5)).isEqualTo(patience);
    assertThat(AlpacaBroker.left(patience, 20_000)).isEqualTo(Duration.ofSeconds(10));
    assertThat(AlpacaBroker.left(patience, 31_000)).isEqualTo(Duration.ZERO);
  }

  @Test
  void beatsWhileACallHangs() {
    AtomicInteger beats = new AtomicInteger();
    temporals.get(0).setActivityHeartbeatListener(String.class, detail -> beats.incrementAndGet());
    assertThat(submit("p-13", buy("1"))).isInstanceOf(Submission.Accepted.class);
    simulator
        .control()
        .inject(
            io.tripline.simulator.fault.Fault.always(
                    new Effect.Latency(Duration.ofMillis(3_500), true))
                .on("GET", "/v2/orders:by_client_order_id"));
    ended("p-13");
    assertThat(beats.get()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void failsWithTheFaultOfABadDay() {
    faults(Fault.UNAUTHORISED, new Effect.Unauthorized());
    faults(Fault.BROKER_OUTAGE, new Effect.Answer(503, "<html/>", "text/html"));
    faults(Fault.UNREADABLE_ANSWER, new Effect.Answer(200, "<html/>", "text/html"));
    faults(Fault.BROKER_UNREACHABLE, new Effect.RequestLost());
    faults(Fault.RATE_LIMITED, new Effect.RateLimited());
  }

  @Test
  void refusesAnAccountWithoutKeys() {
    assertThatThrownBy(() -> broker.market(new AccountName("other")))
        .extracting(AlpacaBrokerTest::faultOf)
        .isEqualTo(Optional.of(Fault.CONFIGURATION));
  }

  private void faults(Fault expected, Effect effect) {
    simulator
        .control()
        .inject(io.tripline.simulator.fault.Fault.always(effect).on("GET", "/v2/.*"));
    assertThatThrownBy(() -> broker.snapshot(new Broker.SnapshotRequest(ACCOUNT, List.of(SPY))))
        .extracting(AlpacaBrokerTest::faultOf)
        .isEqualTo(Optional.of(expected));
    simulator.control().clearFaults();
  }

  private static Optional<Fault> faultOf(Throwable thrown) {
    return Fault.of(thrown);
  }

  private Submission submit(String id, OrderIntent intent) {
    return submit(id, intent, Instant.now().plusSeconds(5));
  }

  private Submission submit(String id, OrderIntent intent, Instant expiresAt) {
    return broker.submit(
        new Broker.OrderSubmission(ACCOUNT, new ClientOrderId(id), intent, expiresAt));
  }

  private Lookup lookUp(String id) {
    return broker.lookUp(new Broker.OrderQuery(ACCOUNT, new ClientOrderId(id)));
  }

  private Order ended(String id) {
    FillOutcome outcome =
        broker.awaitFill(
            new Broker.AwaitFill(ACCOUNT, new ClientOrderId(id), Duration.ofSeconds(10)));
    assertThat(outcome).isInstanceOf(FillOutcome.Ended.class);
    return ((FillOutcome.Ended) outcome).order();
  }

  private long posts() {
    return simulator.control().requestsAfter(0).stream()
        .filter(LoggedRequest::isWrite)
        .filter(r -> r.method().equals("POST"))
        .count();
  }

  private static OrderIntent buy(String quantity) {
    return new OrderIntent(SPY, Side.BUY, Quantity.of(quantity), null, true);
  }

  private AlpacaHttp client() {
    return new AlpacaHttp(
        AlpacaEndpoint.simulator(simulator.url()),
        new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
        RateBudget.perMinute(200),
        InstantSource.system());
  }

  private Broker broker(AlpacaHttp client, InstantSource clock) {
    TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    temporals.add(environment);
    environment.registerActivitiesImplementations(
        new AlpacaBroker(new AlpacaAccounts(Map.of(ACCOUNT, client), clock), clock));
    return environment.newActivityStub(
        Broker.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setHeartbeatTimeout(Duration.ofSeconds(1))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  private static BrokerSimulator start() {
    try {
      return BrokerSimulator.start(SimulatorOptions.defaults().withRequestsPerMinute(0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
