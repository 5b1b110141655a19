package io.tripline.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.RateBudget;
import io.tripline.activities.guard.AccountWatch;
import io.tripline.activities.guard.HaltFile;
import io.tripline.activities.guard.WatchPace;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.session.SessionStatus;
import io.tripline.workflows.session.TradingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Guard, sessions, watch and journal as the processes wire them, on a real server in a namespace of
 * its own, at a simulated broker; only the watch looks more often, so that tests need not wait.
 */
final class SimulatedSystem implements AutoCloseable {
  private static final WatchPace QUICK =
      new WatchPace(
          Duration.ofMillis(1_500),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofMinutes(1));

  private final BrokerSimulator simulator;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final WorkerFactory factory;
  private final AccountPolicy policy;
  private final TemporalAddress address;

  /** Starts everything; {@code session} is the section of that name in {@code tripline.yaml}. */
  SimulatedSystem(
      RealServer server, String namespace, Path folder, SimulatorOptions options, String session)
      throws IOException {
    simulator = BrokerSimulator.start(options.withRequestsPerMinute(0));
    Path file = folder.resolve("tripline.yaml");
    Files.writeString(
        file, "version: 1\naccount: {url: \"" + simulator.url() + "\"}\nsession:\n" + session);
    Map<String, String> environment = Map.of("TRIPLINE_DATA", folder.resolve("data").toString());
    Settings settings = new SettingsReader(environment, "tester", folder).read(file);
    policy = settings.policy(namespace);
    address = TemporalAddress.of(server.target(), namespace);
    service = address.connect(Duration.ofSeconds(20));
    TemporalSetup.prepare(service, namespace);
    client = address.client(service, "test");
    Map<String, String> keys =
        Map.of("APCA_API_KEY_ID", simulator.keyId(), "APCA_API_SECRET_KEY", simulator.secretKey());
    Parts usual = Parts.of(settings, namespace, keys, null, InstantSource.system());
    Parts parts = parts(usual);
    Wiring wiring = new Wiring(parts);
    factory = WorkerFactory.newInstance(client, Tuning.factory(wiring.barrier()));
    // As in life: each of the two has a message budget of its own.
    register(TaskQueues.RESPONSE, wiring, parts);
    Parts trading = parts(usual);
    register(TaskQueues.TRADING, new Wiring(trading), trading);
    factory.start();
  }

  private Parts parts(Parts usual) {
    AlpacaHttp http =
        new AlpacaHttp(
            AlpacaEndpoint.simulator(simulator.url()),
            new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
            RateBudget.perMinute(200),
            InstantSource.system());
    return new Parts(
        usual.configuration(),
        usual.disk(),
        new AlpacaAccounts(Map.of(policy.account(), http), InstantSource.system()),
        usual.place(),
        usual.logs(),
        usual.probes(),
        usual.journal(),
        usual.notifier(),
        usual.heartbeat(),
        usual.schedules(),
        usual.clock());
  }

  private void register(String queue, Wiring wiring, Parts parts) {
    List<Object> hands = new ArrayList<>(wiring.activities(queue, client));
    hands.replaceAll(each ->
        each instanceof AccountWatch
            ? new AccountWatch(
                parts.accounts(),
                client,
                parts.journal(),
                QUICK,
                parts.clock(),
                new HaltFile(parts.place().data().root(), Map.of()))
            : each);
    var worker = factory.newWorker(queue, Tuning.worker());
    worker.registerWorkflowImplementationTypes(wiring.workflows(queue).toArray(Class<?>[]::new));
    worker.registerActivitiesImplementations(hands.toArray());
  }

  /** Starts the account's guard, which starts the sessions. */
  void guard() {
    AccountGuard guard =
        client.newWorkflowStub(
            AccountGuard.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(AccountGuard.idOf(account()))
                .setTaskQueue(TaskQueues.RESPONSE)
                .setWorkflowTaskTimeout(Duration.ofSeconds(2))
                .build());
    WorkflowClient.start(guard::run, new GuardStart(account(), policy, null));
  }

  AccountName account() {
    return policy.account();
  }

  BrokerSimulator simulator() {
    return simulator;
  }

  TemporalAddress address() {
    return address;
  }

  TradingSession session(String day) {
    return client.newWorkflowStub(TradingSession.class, TradingSession.idOf(account(), day));
  }

  /** Where the day's session stands; empty before there is one. */
  Optional<SessionStatus> status(String day) {
    try {
      return Optional.of(session(day).status());
    } catch (WorkflowException e) {
      return Optional.empty();
    }
  }

  /** Waits until the day's session has said something, as a line, its phase or its end. */
  SessionStatus awaitSaid(String day, String words) {
    try {
      await(
          "session of " + day + " to say: " + words,
          () -> status(day).map(s -> said(s, words)).orElse(false));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; it says " + status(day), e);
    }
    return status(day).orElseThrow();
  }

  private static boolean said(SessionStatus status, String words) {
    return status.phase().contains(words)
        || status.lines().stream().anyMatch(line -> line.contains(words));
  }

  /** Waits for something that should happen within a minute. */
  static void await(String what, BooleanSupplier happened) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited a minute for " + what);
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    factory.shutdownNow();
    service.shutdownNow();
    simulator.close();
  }
}
