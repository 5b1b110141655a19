package io.tripline.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowException;
import io.tripline.activities.journal.ProcessEvent;
import io.tripline.activities.journal.ProcessLog;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Polls;
import io.tripline.cli.connect.RunState;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.guard.GuardStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The running one-machine system: Temporal, simulator, both workers. Whoever starts it closes it.
 */
public final class LocalSystem implements AutoCloseable {
  /** Names of the worker processes. */
  public static final String TRADING = "worker trading";

  /** See {@link #TRADING}. */
  public static final String RESPONSE = "worker response";

  private static final String SIMULATOR = "simulator";
  private static final Duration SERVER_START = Duration.ofSeconds(60);
  private static final Duration WORKER_START = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SystemPlan plan;
  private final Consumer<String> say;
  private final Supervisor supervisor;
  private RunState.@Nullable TemporalAt temporalAt;
  private RunState.@Nullable SimulatorAt simulator;
  private @Nullable Temporal temporal;

  private LocalSystem(SystemPlan plan, Consumer<String> say) {
    this.plan = plan;
    this.say = say;
    this.supervisor = new Supervisor(say, this::remember, this::record);
  }

  /** Starts all of it and waits until each part answers; on a failure nothing stays behind. */
  public static LocalSystem start(SystemPlan plan, Consumer<String> say)
      throws IOException, InterruptedException {
    LocalSystem system = new LocalSystem(plan, say);
    // Whoever interrupts a start has nothing in hand yet that could be closed.
    Thread interrupted = new Thread(system::close, "stop what was started");
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      system.startAll();
      return system;
    } catch (IOException | InterruptedException | RuntimeException e) {
      system.close();
      throw e;
    } finally {
      forget(interrupted);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It runs, or has run.
    }
  }

  private void startAll() throws IOException, InterruptedException {
    Files.createDirectories(plan.where().logs());
    Leftovers left = Leftovers.find(plan.where().data(), say);
    left.dead().forEach(this::record);
    left.stopWorkers();
    startTemporal(left);
    LocalTemporal.prepare(temporal());
    Pollers.refuseForeign(temporal());
    startSimulator(left);
    startWorker(TRADING, "trading");
    startWorker(RESPONSE, "response");
    awaitWorker(TRADING, TaskQueues.TRADING);
    awaitWorker(RESPONSE, TaskQueues.RESPONSE);
  }

  private void startTemporal(Leftovers left) throws IOException, InterruptedException {
    String address = plan.temporalAddress();
    String ui = "http://127.0.0.1:" + plan.uiPort();
    Path log = plan.where().logs().resolve("temporal.log");
    Path database = plan.where().data().resolve("temporal.db");
    Optional<ProcessHandle> ours = left.of(LocalTemporal.NAME);
    if (ours.isPresent() && LocalTemporal.answers(address, Duration.ofSeconds(3))) {
      say.accept("found the Temporal server that an earlier run left at " + address);
      String binary = LocalTemporal.binary(plan.where(), say);
      remember(new RunState.TemporalAt(address, plan.namespace(), ui, true));
      supervisor.adopt(temporalPlan(binary, address, database, log), ours.get());
    } else if (plan.mayUseFound() && LocalTemporal.answers(address, Duration.ofSeconds(2))) {
      say.accept("found a Temporal server at " + address);
      remember(new RunState.TemporalAt(address, plan.namespace(), "", false));
    } else {
      ours.ifPresent(ProcessHandle::destroyForcibly);
      startOwnTemporal(address, ui, database, log);
    }
    temporal = Temporal.connect(address, plan.namespace(), Duration.ofSeconds(10));
  }

  private void startOwnTemporal(String address, String ui, Path database, Path log)
      throws IOException, InterruptedException {
    if (!loopback(address)) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "no Temporal server answers at "
              + address
              + " (TEMPORAL_ADDRESS or temporal.toml); start it, or unset that to have one here");
    }
    String remedy = "free it, or choose another one with TEMPORAL_ADDRESS=127.0.0.1:PORT";
    Ports.require(port(address), "the Temporal server", remedy);
    Ports.require(plan.uiPort(), "the Temporal UI", remedy);
    String binary = LocalTemporal.binary(plan.where(), say);
    say.accept("starting a Temporal server at " + address + ", UI at " + ui);
    remember(new RunState.TemporalAt(address, plan.namespace(), ui, true));
    supervisor.start(temporalPlan(binary, address, database, log));
    supervisor.awaitReady(
        LocalTemporal.NAME,
        () -> LocalTemporal.answers(address, Duration.ofSeconds(2)),
        SERVER_START);
  }

  private ChildPlan temporalPlan(String binary, String address, Path database, Path log) {
    return LocalTemporal.plan(
        binary, port(address), plan.uiPort(), plan.namespace(), database, log);
  }

  private void startSimulator(Leftovers left) throws IOException, InterruptedException {
    if (plan.simulatorPort().isEmpty()) {
      left.of(SIMULATOR).ifPresent(ProcessHandle::destroy);
      return;
    }
    int port = plan.simulatorPort().get();
    Path ready = plan.where().data().resolve("simulator.json");
    ChildPlan child = simulatorPlan(port, ready);
    Optional<ProcessHandle> ours = left.of(SIMULATOR);
    if (ours.isPresent() && Files.exists(ready)) {
      say.accept("found the simulated broker that an earlier run left");
      supervisor.adopt(child, ours.get());
    } else {
      Ports.require(port, "the simulated broker", "free it, or choose one: --simulator-port N");
      Files.deleteIfExists(ready);
      say.accept("starting the simulated broker at http://127.0.0.1:" + port);
      supervisor.start(child);
      supervisor.awaitReady(SIMULATOR, () -> Files.exists(ready), SERVER_START);
    }
    JsonNode facts = JSON.readTree(Files.readAllBytes(ready));
    simulator =
        new RunState.SimulatorAt(
            facts.path("url").asText(),
            facts.path("keyId").asText(),
            facts.path("secretKey").asText());
    remember();
  }

  private ChildPlan simulatorPlan(int port, Path ready) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "simulator",
                "--port",
                Integer.toString(port),
                "--state",
                plan.where().data().resolve("simulator").toString(),
                "--ready-file",
                ready.toString()));
    arguments.addAll(plan.simulatorOptions());
    return new ChildPlan(
        SIMULATOR,
        JavaCommand.service(arguments.toArray(String[]::new)),
        Map.of(),
        plan.where().logs().resolve("simulator.log"));
  }

  private void startWorker(String name, String role) throws IOException {
    say.accept("starting the " + role + " worker");
    supervisor.start(
        new ChildPlan(
            name,
            JavaCommand.service(plan.workerArguments(role).toArray(String[]::new)),
            workerEnvironment(),
            plan.where().logs().resolve(role + ".out")));
  }

  private Map<String, String> workerEnvironment() {
    RunState.TemporalAt at = temporalAt();
    Map<String, String> all = new HashMap<>();
    all.put("TEMPORAL_ADDRESS", at.address());
    all.put("TEMPORAL_NAMESPACE", at.namespace());
    all.put("TRIPLINE_UI_ADDRESS", at.ui());
    all.put("TRIPLINE_HOME", plan.where().home().toString());
    all.put("TRIPLINE_DATA", plan.where().data().toString());
    all.put(
        "TRIPLINE_CONFIG",
        Files.exists(plan.where().configuration()) ? plan.where().configuration().toString() : "");
    all.put("TRIPLINE_TRADE", plan.trades() ? "true" : "");
    all.put("TRIPLINE_DRILL", plan.drill() ? "true" : "");
    RunState.SimulatorAt broker = simulator;
    if (broker != null) {
      all.put("APCA_API_BASE_URL", broker.url());
      all.put("APCA_API_KEY_ID", broker.keyId());
      all.put("APCA_API_SECRET_KEY", broker.secretKey());
    }
    all.putAll(plan.workerEnvironment());
    return all;
  }

  private void awaitWorker(String name, String queue) throws InterruptedException {
    Instant since = Instant.now().minusSeconds(1);
    supervisor.awaitReady(name, () -> Polls.anySince(temporal(), queue, since), WORKER_START);
  }

  /** Waits until the guard has checked the account once; answers its last state either way. */
  public Optional<GuardStatus> awaitGuard(Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    Optional<GuardStatus> last = Optional.empty();
    while (System.nanoTime() < end) {
      try {
        GuardStatus status = temporal().guard(plan.account()).status();
        last = Optional.of(status);
        if (status.baselines() != null && status.tradingDay() != null) {
          return last;
        }
      } catch (WorkflowException e) {
        // Not there yet.
      }
      Thread.sleep(200);
    }
    return last;
  }

  /** A connection to its server. */
  public Temporal temporal() {
    Temporal connected = temporal;
    if (connected == null) {
      throw new IllegalStateException("not started");
    }
    return connected;
  }

  /** Where its server is. */
  public RunState.TemporalAt temporalAt() {
    RunState.TemporalAt at = temporalAt;
    if (at == null) {
      throw new IllegalStateException("not started");
    }
    return at;
  }

  /** Its simulated broker, if it has one. */
  public Optional<RunState.SimulatorAt> simulator() {
    return Optional.ofNullable(simulator);
  }

  /** Its processes. */
  public Supervisor supervisor() {
    return supervisor;
  }

  private void remember(RunState.TemporalAt at) {
    temporalAt = at;
    remember();
  }

  /** Where it outlives everything: an incident shows it, and {@code status}. */
  private void record(ProcessEvent event) {
    try {
      ProcessLog.in(plan.where().logs()).append(event);
    } catch (IOException e) {
      say.accept("not on record: " + event.text() + " (" + e.getMessage() + ")");
    }
  }

  private void remember() {
    RunState.TemporalAt at = temporalAt;
    if (at == null) {
      return;
    }
    ProcessHandle self = ProcessHandle.current();
    RunState state =
        new RunState(
            1,
            self.pid(),
            RunState.startOf(self),
            plan.account().value(),
            plan.environment(),
            plan.drill(),
            plan.trades(),
            at,
            simulator,
            supervisor.processes());
    try {
      synchronized (this) {
        state.write(plan.where().data());
      }
    } catch (IOException e) {
      say.accept(
          "other terminals can't find this run: "
              + plan.where().data()
              + " can't be written ("
              + e.getMessage()
              + ")");
    }
  }

  /** Stops the processes in order; what is stored stays. */
  @Override
  public void close() {
    supervisor.close();
    Temporal connected = temporal;
    if (connected != null) {
      connected.close();
    }
    try {
      RunState.remove(plan.where().data());
    } catch (IOException e) {
      say.accept("run.json could not be removed: " + e.getMessage());
    }
  }

  static boolean loopback(String address) {
    String host = address.substring(0, Math.max(0, address.lastIndexOf(':')));
    return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
  }

  private static int port(String address) {
    try {
      return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    } catch (NumberFormatException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "TEMPORAL_ADDRESS: must be host:port, was " + address, e);
    }
  }
}
