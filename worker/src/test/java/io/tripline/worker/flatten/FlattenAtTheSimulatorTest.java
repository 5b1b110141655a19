package io.tripline.worker.flatten;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaFlatten;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.NewOrder;
import io.tripline.activities.broker.RateBudget;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fakes.FakeSessionJournal;
import io.tripline.workflows.flatten.DirectEnd;
import io.tripline.workflows.flatten.DirectFlatten;
import io.tripline.workflows.flatten.DirectTerms;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.flatten.FlattenStart;
import io.tripline.workflows.flatten.FlattenWorkflow;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole runs: the workflow on the in-memory server, its steps over HTTP at the simulator. */
class FlattenAtTheSimulatorTest {
  private static final AccountName ACCOUNT = new AccountName("drill");
  private static final Symbol SPY = new Symbol("SPY");

  private final BrokerSimulator simulator = startSimulator();
  private final AlpacaHttp http =
      new AlpacaHttp(
          AlpacaEndpoint.simulator(simulator.url()),
          new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
          RateBudget.perMinute(200),
          InstantSource.system());
  private final FakeSessionJournal journal = new FakeSessionJournal();
  private final TestWorkflowEnvironment temporal = startTemporal();

  @BeforeEach
  void hold() {
    http.submit(
            NewOrder.of(
                new ClientOrderId("entry-0"),
                new OrderIntent(SPY, Side.BUY, Quantity.of("73"), null, true)))
        .orThrow();
    until(() -> held().equals(Quantity.of("73")));
  }

  @AfterEach
  void close() {
    temporal.close();
    simulator.close();
  }

  @Test
  void provesFlatThroughAHeldQuantityALostReplyAndPartialFills() throws Exception {
    http.submit(
            NewOrder.of(
                new ClientOrderId("exit-9"),
                new OrderIntent(SPY, Side.SELL, Quantity.of("73"), Price.of("900"), false)))
        .orThrow();
    inject(Fault.always(new Effect.CancelDelay(Duration.ofSeconds(2))));
    inject(Fault.always(new Effect.ReplyLost()).on("POST", "/v2/orders").times(1));
    inject(Fault.always(new Effect.PartialFill(0.4, Duration.ofMinutes(1))).times(1));

    ProofOfFlat proof = proven(ask("r1"));

    assertThat(held()).isEqualTo(Quantity.ZERO);
    assertThat(http.openOrders().orThrow()).isEmpty();
    assertThat(proof.symbols())
        .singleElement()
        .satisfies(s -> {
          assertThat(s.bought()).isEqualTo(Quantity.of("73"));
          assertThat(s.sold()).isEqualTo(Quantity.of("73"));
          assertThat(s.remaining()).isEqualTo(Quantity.ZERO);
        });
    assertThat(closingOrders().stream().map(o -> o.clientOrderId().value()))
        .doesNotHaveDuplicates()
        .containsAll(proof.closingOrders());
    assertThat(journal.entries(EntryKind.FLATTEN))
        .extracting(e -> e.text())
        .anyMatch(t -> t.startsWith("proven flat"));
    WorkflowReplayer.replayWorkflowExecution(
        temporal.getWorkflowClient().fetchHistory(Flatten.idOf(ACCOUNT)), FlattenWorkflow.class);
  }

  @Test
  void callsPeopleOverAStuckCancelAndGoesOnWhenItEnds() {
    http.submit(
            NewOrder.of(
                new ClientOrderId("exit-9"),
                new OrderIntent(SPY, Side.SELL, Quantity.of("73"), Price.of("900"), false)))
        .orThrow();
    inject(Fault.always(new Effect.CancelDelay(Duration.ofSeconds(40))).times(1));

    WorkflowStub run = ask("r1");

    until(() -> flatten().status().state().equals("ESCALATE"));
    assertThat(closingOrders()).isEmpty();
    proven(run);
    assertThat(held()).isEqualTo(Quantity.ZERO);
  }

  @Test
  void waitsForTheOpenOfTheSimulatedClockAndThenCloses() {
    simulator.control().nextClose();
    simulator.control().advance(Duration.ofMinutes(1));
    WorkflowStub run = ask("r1");

    until(() -> flatten().status().detail().startsWith("Market closed until"));
    assertThat(closingOrders()).isEmpty();
    simulator.control().nextOpen();
    simulator.control().advance(Duration.ofSeconds(3));
    flatten().clockMoved(new ClockMoved(http.clock().orThrow()));

    proven(run);
    assertThat(held()).isEqualTo(Quantity.ZERO);
  }

  @Test
  void aBreakGlassBesideItSellsNothingTwice() {
    inject(Fault.always(new Effect.FillDelay(Duration.ofSeconds(3))).times(1));
    WorkflowStub run = ask("r1");
    DirectEnd end =
        new DirectFlatten(
                AlpacaFlatten.direct(ACCOUNT, http, InstantSource.system()),
                new DirectTerms(
                    ACCOUNT, Scope.EVERYTHING, "direct-20261120", Duration.ofSeconds(90)),
                line -> {})
            .run();

    assertThat(end).isInstanceOf(DirectEnd.Flat.class);
    proven(run);
    assertThat(held()).isEqualTo(Quantity.ZERO);
    assertThat(closingOrders().stream().map(Order::filled).reduce(Quantity.ZERO, Quantity::plus))
        .isEqualTo(Quantity.of("73"));
  }

  private ProofOfFlat proven(WorkflowStub run) {
    FlattenResult result = run.getResult(FlattenResult.class);
    assertThat(result).isInstanceOf(FlattenResult.ProvenFlat.class);
    return ((FlattenResult.ProvenFlat) result).proof();
  }

  private WorkflowStub ask(String id) {
    WorkflowStub stub =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "Flatten",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.RESPONSE)
                    .setWorkflowId(Flatten.idOf(ACCOUNT))
                    .build());
    stub.signalWithStart(
        "request",
        new Object[] {
          new FlattenRequest(id, policy(), 1, null, "a test", List.of(), Instant.now())
        },
        new Object[] {FlattenStart.of(ACCOUNT)});
    return stub;
  }

  private Flatten flatten() {
    return temporal.getWorkflowClient().newWorkflowStub(Flatten.class, Flatten.idOf(ACCOUNT));
  }

  private void inject(Fault fault) {
    simulator.control().inject(fault);
  }

  private Quantity held() {
    return http.positions().orThrow().stream()
        .filter(p -> p.symbol().equals(SPY))
        .findFirst()
        .map(p -> p.quantity())
        .orElse(Quantity.ZERO);
  }

  private List<Order> closingOrders() {
    return http.ordersSince(simulator.control().now().minus(Duration.ofDays(5))).orThrow().stream()
        .filter(o -> o.clientOrderId().value().startsWith("flat-"))
        .toList();
  }

  private TestWorkflowEnvironment startTemporal() {
    TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .registerSearchAttribute("Account", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                    "AwaitingApproval", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .build());
    Worker worker = environment.newWorker(TaskQueues.RESPONSE);
    worker.registerWorkflowImplementationTypes(FlattenWorkflow.class);
    Notifier notifier = notice -> new Notifier.Delivery(true, "test", "");
    worker.registerActivitiesImplementations(
        new AlpacaFlatten(
            new AlpacaAccounts(Map.of(ACCOUNT, http), InstantSource.system()),
            InstantSource.system()),
        journal,
        notifier);
    environment.start();
    return environment;
  }

  private static void until(BooleanSupplier holds) {
    Instant late = Instant.now().plus(Duration.ofSeconds(90));
    while (!holds.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(late);
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private static AccountPolicy policy() {
    return new AccountPolicy(
        ACCOUNT,
        Environment.SIMULATOR,
        Scope.EVERYTHING,
        Limits.DEFAULT,
        SessionPolicy.DEFAULT,
        ApprovalPolicy.of(List.of(new Approver("alice"), new Approver("bob"))),
        List.of(),
        Duration.ofHours(1),
        true,
        true,
        "hash",
        true,
        "",
        "default");
  }

  private static BrokerSimulator startSimulator() {
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
