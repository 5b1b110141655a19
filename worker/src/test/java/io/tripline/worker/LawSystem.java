package io.tripline.worker;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.activities.broker.RateBudget;
import io.tripline.activities.journal.JournalReader;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.admin.SimulatorControl;
import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.incident.P1Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All procedures and hands of an account as the processes wire them, in one process: on the
 * in-memory server, which goes by the wall clock, at a simulated broker over HTTP and streams.
 * Cheap enough that dozens live side by side.
 */
public final class LawSystem implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();

  private final BrokerSimulator simulator;
  private final TestWorkflowEnvironment temporal;
  private final Parts parts;
  private final AccountPolicy policy;
  private final AlpacaHttp http;

  /** Starts everything but the guard; {@code yaml} goes below {@code version} and the account. */
  public LawSystem(Path folder, SimulatorOptions options, String yaml) throws IOException {
    simulator = BrokerSimulator.start(options);
    Files.createDirectories(folder);
    Path file = folder.resolve("tripline.yaml");
    Files.writeString(
        file,
        "version: 1\naccount: {name: law, environment: simulator, url: \""
            + simulator.url()
            + "\"}\n"
            + yaml);
    Map<String, String> environment =
        Map.of(
            "TRIPLINE_DATA", folder.resolve("data").toString(),
            "APCA_API_KEY_ID", simulator.keyId(),
            "APCA_API_SECRET_KEY", simulator.secretKey());
    Settings settings = new SettingsReader(environment, "tester", folder).read(file);
    http = http(settings);
    parts = parts(settings, environment);
    policy = settings.policy("default");
    Wiring wiring = new Wiring(parts);
    TestEnvironmentOptions.Builder how =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build())
            .setWorkerFactoryOptions(Tuning.factory(wiring.barrier()));
    for (String keyword : TemporalSetup.KEYWORDS) {
      how.registerSearchAttribute(keyword, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }
    temporal = TestWorkflowEnvironment.newInstance(how.build());
    for (String queue : List.of(TaskQueues.TRADING, TaskQueues.RESPONSE)) {
      wiring.register(queue, temporal.newWorker(queue, Tuning.worker()), client());
    }
    temporal.start();
  }

  private Parts parts(Settings settings, Map<String, String> environment) {
    Parts usual = Parts.of(settings, "default", environment, null, CLOCK);
    return new Parts(
        usual.configuration(),
        usual.disk(),
        new AlpacaAccounts(Map.of(settings.account().name(), http), CLOCK),
        usual.place(),
        usual.logs(),
        usual.probes(),
        usual.journal(),
        usual.notifier(),
        usual.heartbeat(),
        usual.schedules(),
        CLOCK);
  }

  private AlpacaHttp http(Settings settings) {
    return new AlpacaHttp(
        AlpacaEndpoint.simulator(Objects.requireNonNull(settings.account().url()))
            .withFeed(settings.account().feed())
            .withStreams(settings.account().streams()),
        new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
        // Two processes would have 90 each.
        RateBudget.perMinute(180),
        CLOCK);
  }

  /** Starts the account's guard, which starts the sessions. */
  public void start() {
    AccountGuard guard =
        client()
            .newWorkflowStub(
                AccountGuard.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(AccountGuard.idOf(account()))
                    .setTaskQueue(TaskQueues.RESPONSE)
                    .build());
    WorkflowClient.start(guard::run, new GuardStart(account(), policy, null));
  }

  public AccountName account() {
    return policy.account();
  }

  public WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  public AccountGuard guard() {
    return client().newWorkflowStub(AccountGuard.class, AccountGuard.idOf(account()));
  }

  public P1Response incident(String id) {
    return client().newWorkflowStub(P1Response.class, id);
  }

  public BrokerSimulator simulator() {
    return simulator;
  }

  public SimulatorControl broker() {
    return simulator.control();
  }

  /** Every execution of the account, oldest first. */
  public List<Fill> fills() {
    return patiently(() -> http.fillsSince(Instant.EPOCH));
  }

  /** Whether the order with that client order id is open at the broker. */
  public boolean rests(String clientOrderId) {
    return patiently(http::openOrders).stream()
        .anyMatch(order -> order.clientOrderId().value().equals(clientOrderId));
  }

  /** Cancels the open orders with such client order ids. */
  public void cancelsAll(Predicate<String> which) {
    patiently(http::openOrders).stream()
        .filter(order -> which.test(order.clientOrderId().value()))
        .forEach(order -> http.cancel(order.id()));
  }

  /** Whoever looks afterwards has the broker's limit of messages as well. */
  private static <T> T patiently(Supplier<Answer<T>> read) {
    Instant until = Instant.now().plusSeconds(90);
    while (true) {
      Answer<T> answer = read.get();
      if (answer instanceof Answer.Done<T> || Instant.now().isAfter(until)) {
        return answer.orThrow();
      }
      try {
        Thread.sleep(2_000);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public JournalReader journal() {
    return JournalReader.open(parts.place());
  }

  @Override
  public void close() {
    temporal.close();
    parts.close();
    simulator.close();
  }
}
