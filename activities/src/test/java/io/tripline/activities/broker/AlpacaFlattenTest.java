package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.fault.Effect;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.CancelOutcome;
import io.tripline.workflows.flatten.CancelWait;
import io.tripline.workflows.flatten.ClosingOrder;
import io.tripline.workflows.flatten.Expectation;
import io.tripline.workflows.flatten.FillWait;
import io.tripline.workflows.flatten.FlattenSteps;
import io.tripline.workflows.flatten.KnownFill;
import io.tripline.workflows.flatten.ReadOutcome;
import io.tripline.workflows.flatten.Resolution;
import io.tripline.workflows.flatten.Unread;
import io.tripline.workflows.flatten.Verification;
import io.tripline.workflows.flatten.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlpacaFlattenTest {
  private static final AccountName ACCOUNT = new AccountName("drill");
  private static final Symbol SPY = new Symbol("SPY");
  private static final Duration SOON = Duration.ofSeconds(5);

  private final BrokerSimulator simulator = start();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final AlpacaHttp http =
      new AlpacaHttp(
          AlpacaEndpoint.simulator(simulator.url()),
          new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
          RateBudget.perMinute(200),
          InstantSource.system());
  private final FlattenSteps steps = stub();

  @BeforeEach
  void hold() {
    http.submit(NewOrder.of(id("entry-0"), new OrderIntent(SPY, Side.BUY, q("10"), null, true)))
        .orThrow();
    assertThat(awaited("entry-0").filled()).isEqualTo(q("10"));
  }

  @AfterEach
  void close() {
    temporal.close();
    simulator.close();
  }

  @Test
  void readsPositionsOrdersAndExecutionsOfTheScopeThatAgree() {
    View view = seen(Scope.EVERYTHING);

    assertThat(view.positions())
        .singleElement()
        .satisfies(p -> {
          assertThat(p.symbol()).isEqualTo(SPY);
          assertThat(p.quantity()).isEqualTo(q("10"));
        });
    assertThat(view.net(SPY)).isEqualTo(q("10"));
    assertThat(view.openOrders()).isEmpty();
    assertThat(view.clock().open()).isTrue();
    assertThat(seen(new Scope(List.of(new Symbol("QQQ")))).looksFlat()).isTrue();
  }

  @Test
  void aFailedReadIsUnreadAndNeverFlat() {
    simulator
        .control()
        .inject(
            io.tripline.simulator.fault.Fault.always(
                    new Effect.Answer(503, "<html>busy</html>", "text/html"))
                .on("GET", "/v2/positions"));

    ReadOutcome outcome = steps.read(read(Scope.EVERYTHING, Duration.ofSeconds(1)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Unread.class, u -> assertThat(u.fault()).isEqualTo(Fault.BROKER_OUTAGE));
  }

  @Test
  void refusedKeysEndTheReadingAtOnce() {
    simulator.control().inject(io.tripline.simulator.fault.Fault.always(new Effect.Unauthorized()));

    ReadOutcome outcome = steps.read(read(Scope.EVERYTHING, Duration.ofMinutes(1)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Unread.class, u -> assertThat(u.fault()).isEqualTo(Fault.UNAUTHORISED));
  }

  @Test
  void closesWithOneOrderAndProvesFlatFromTheExecutions() {
    View view = seen(Scope.EVERYTHING);
    assertThat(steps.submit(closing("flat-r1-1", "10"))).isInstanceOf(Submission.Accepted.class);
    assertThat(steps.awaitFill(new FlattenSteps.AwaitClosing(ACCOUNT, id("flat-r1-1"), SOON)))
        .isInstanceOfSatisfying(
            FillWait.Ended.class, e -> assertThat(e.order().filled()).isEqualTo(q("10")));

    Verification verification =
        steps.verify(
            new FlattenSteps.VerifyRequest(
                ACCOUNT,
                Scope.EVERYTHING,
                view.since(),
                List.of(),
                List.of(),
                List.of(id("entry-0"), id("flat-r1-1"), id("never-sent")),
                Duration.ofSeconds(40)));

    assertThat(verification)
        .isInstanceOfSatisfying(
            Verification.Flat.class,
            flat -> {
              assertThat(flat.reads()).hasSizeGreaterThanOrEqualTo(3);
              assertThat(flat.symbols())
                  .singleElement()
                  .satisfies(s -> {
                    assertThat(s.bought()).isEqualTo(q("10"));
                    assertThat(s.sold()).isEqualTo(q("10"));
                    assertThat(s.remaining()).isEqualTo(Quantity.ZERO);
                  });
            });
  }

  @Test
  void aPositionIsNeverProvenFlat() {
    View view = seen(Scope.EVERYTHING);

    assertThat(
            steps.verify(
                new FlattenSteps.VerifyRequest(
                    ACCOUNT,
                    Scope.EVERYTHING,
                    view.since(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Duration.ofSeconds(20))))
        .isInstanceOf(Verification.NotFlat.class);
  }

  @Test
  void aHeldQuantityIsToldApartAndCancelsOfTheSellOrderReleaseIt() {
    http.submit(
            NewOrder.of(
                id("exit-9"), new OrderIntent(SPY, Side.SELL, q("10"), Price.of("900"), false)))
        .orThrow();

    assertThat(steps.submit(closing("flat-r1-1", "10")))
        .isInstanceOfSatisfying(
            Submission.Refused.class, r -> assertThat(r.fault()).isEqualTo(Fault.QUANTITY_HELD));
    List<String> asked = cancels(FlattenSteps.Which.ALL);
    assertThat(asked).hasSize(1);
    assertThat(steps.awaitCancels(new FlattenSteps.AwaitCancels(ACCOUNT, asked, SOON)))
        .isInstanceOf(CancelWait.AllEnded.class);
    assertThat(seen(Scope.EVERYTHING).positions().get(0).available()).isEqualTo(q("10"));
    assertThat(steps.submit(closing("flat-r1-2", "10"))).isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void inAClosedMarketOnlyWhatCouldRaiseExposureIsCancelled() {
    order("exit-9", Side.SELL, "10", "900");
    order("entry-9", Side.BUY, "1", "100");

    assertThat(cancels(FlattenSteps.Which.RAISING)).hasSize(1);
    assertThat(awaited("entry-9").status().terminal()).isTrue();
    assertThat(http.orderByClientId(id("exit-9")).orThrow().orElseThrow().status().terminal())
        .isFalse();
  }

  @Test
  void aStuckCancelIsReportedWithTheMarketsState() {
    order("exit-9", Side.SELL, "10", "900");
    simulator
        .control()
        .inject(
            io.tripline.simulator.fault.Fault.always(new Effect.CancelDelay(Duration.ofHours(1))));
    List<String> asked = cancels(FlattenSteps.Which.ALL);

    assertThat(
            steps.awaitCancels(
                new FlattenSteps.AwaitCancels(ACCOUNT, asked, Duration.ofSeconds(2))))
        .isInstanceOfSatisfying(
            CancelWait.StillLive.class,
            s -> {
              assertThat(s.marketOpen()).isTrue();
              assertThat(s.live()).hasSize(1);
            });
  }

  @Test
  void anAnswerThatWasLostIsFoundByItsIdAndTheSameIdIsNeverTakenTwice() {
    simulator
        .control()
        .inject(
            io.tripline.simulator.fault.Fault.always(new Effect.ReplyLost())
                .on("POST", "/v2/orders")
                .times(1));

    assertThat(steps.submit(closing("flat-r1-1", "10"))).isInstanceOf(Submission.Unknown.class);
    assertThat(steps.resolve(resolve("flat-r1-1"))).isInstanceOf(Resolution.Found.class);
    awaited("flat-r1-1");
    assertThat(steps.submit(closing("flat-r1-1", "10")))
        .as("the refused second POST shows the order of the first")
        .isInstanceOfSatisfying(
            Submission.Accepted.class,
            a -> assertThat(a.order().status()).isEqualTo(OrderStatus.FILLED));
    assertThat(seen(Scope.EVERYTHING).looksFlat()).isTrue();
  }

  @Test
  void anOrderThatNeverArrivedIsAbsentOnlyAfterTenSecondsOfEmptyLookUps() {
    simulator
        .control()
        .inject(
            io.tripline.simulator.fault.Fault.always(new Effect.RequestLost())
                .on("POST", "/v2/orders")
                .times(1));
    assertThat(steps.submit(closing("flat-r1-1", "10"))).isInstanceOf(Submission.Unknown.class);

    long before = System.nanoTime();
    assertThat(steps.resolve(resolve("flat-r1-1"))).isInstanceOf(Resolution.Absent.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aSellBeyondThePositionIsRefusedAndOpensNoShort() {
    assertThat(steps.submit(closing("flat-r1-1", "11"))).isInstanceOf(Submission.Refused.class);
    assertThat(seen(Scope.EVERYTHING).positions().get(0).quantity()).isEqualTo(q("10"));
  }

  @Test
  void stalePositionsDoNotAgreeUntilTheExecutionsAreShownInThem() {
    View view = seen(Scope.EVERYTHING);
    simulator
        .control()
        .inject(
            io.tripline.simulator.fault.Fault.always(
                new Effect.PositionsLag(Duration.ofSeconds(4))));
    steps.submit(closing("flat-r1-1", "10"));
    Order closing = awaited("flat-r1-1");

    ReadOutcome outcome =
        steps.read(
            new FlattenSteps.ReadRequest(
                ACCOUNT,
                Scope.EVERYTHING,
                view.since(),
                List.of(new Expectation(SPY, Quantity.ZERO, true)),
                List.of(new KnownFill(closing.id(), SPY, q("10"))),
                Duration.ofSeconds(12)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ReadOutcome.Seen.class,
            s -> {
              assertThat(s.agrees()).isTrue();
              assertThat(s.view().looksFlat()).isTrue();
            });
  }

  private List<String> cancels(FlattenSteps.Which which) {
    CancelOutcome outcome =
        steps.cancelOrders(
            new FlattenSteps.CancelRequest(ACCOUNT, Scope.EVERYTHING, which, List.of(), List.of()));
    assertThat(outcome).isInstanceOf(CancelOutcome.Requested.class);
    return ((CancelOutcome.Requested) outcome).orders();
  }

  private void order(String id, Side side, String quantity, String limit) {
    http.submit(
            NewOrder.of(
                id(id), new OrderIntent(SPY, side, q(quantity), Price.of(limit), side == Side.BUY)))
        .orThrow();
  }

  private Order awaited(String id) {
    FillWait wait = steps.awaitFill(new FlattenSteps.AwaitClosing(ACCOUNT, id(id), SOON));
    assertThat(wait).isInstanceOf(FillWait.Ended.class);
    return ((FillWait.Ended) wait).order();
  }

  private View seen(Scope scope) {
    ReadOutcome outcome = steps.read(read(scope, SOON));
    assertThat(outcome).isInstanceOf(ReadOutcome.Seen.class);
    return ((ReadOutcome.Seen) outcome).view();
  }

  private static FlattenSteps.ReadRequest read(Scope scope, Duration patience) {
    return new FlattenSteps.ReadRequest(ACCOUNT, scope, null, List.of(), List.of(), patience);
  }

  private static FlattenSteps.ResolveRequest resolve(String id) {
    return new FlattenSteps.ResolveRequest(ACCOUNT, id(id), Duration.ofSeconds(40));
  }

  private static ClosingOrder closing(String id, String quantity) {
    return new ClosingOrder(ACCOUNT, id(id), SPY, q(quantity));
  }

  private static ClientOrderId id(String text) {
    return new ClientOrderId(text);
  }

  private static Quantity q(String text) {
    return Quantity.of(text);
  }

  private FlattenSteps stub() {
    temporal.registerActivitiesImplementations(
        new AlpacaFlatten(
            new AlpacaAccounts(Map.of(ACCOUNT, http), InstantSource.system()),
            InstantSource.system()));
    return temporal.newActivityStub(
        FlattenSteps.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  private static BrokerSimulator start() {
    try {
      return BrokerSimulator.start(
          SimulatorOptions.defaults()
              .withRequestsPerMinute(0)
              .withSymbols(Map.of("SPY", new BigDecimal("650"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
