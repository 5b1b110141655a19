package io.tripline.cli.up;

import io.grpc.StatusRuntimeException;
import io.temporal.client.schedules.ScheduleException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.guard.Guarding;
import io.tripline.cli.session.OncePass;
import io.tripline.worker.config.Settings;
import io.tripline.workflows.guard.GuardStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything on one machine, until Ctrl-C. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description =
        "Run everything on this machine: Temporal, workers, guard, and a simulated broker unless"
            + " an account is configured. Stays until Ctrl-C.")
public final class UpCommand implements Callable<Integer> {
  private static final Duration FIRST_READING = Duration.ofSeconds(60);

  @Mixin Common common;
  @Mixin Person person;

  @Option(names = "--trade", description = "Let the day's session trade (default: only watch).")
  boolean trade;

  @Option(
      names = "--once",
      description = "One trading pass, then stop; attaches where an up runs already.")
  boolean once;

  @Option(
      names = "--broker",
      paramLabel = "WHICH",
      description = "simulator or paper, whatever tripline.yaml says.")
  @Nullable String broker;

  @Option(
      names = "--live",
      paramLabel = "NAME",
      description = "Repeat the account's name to allow a live account.")
  @Nullable String live;

  @Option(
      names = "--simulator-port",
      paramLabel = "N",
      defaultValue = "8089",
      description = "Port of the simulated broker (default: ${DEFAULT-VALUE}).")
  int simulatorPort = 8089;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private @Nullable LocalSystem system;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation where = common.installation();
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (broker != null) {
      environment.put("TRIPLINE_BROKER", broker);
    }
    if (trade || once) {
      environment.put("TRIPLINE_TRADE", "true");
    }
    Settings settings = Configured.settings(where, environment);
    BrokerChoice choice = BrokerChoice.of(settings, live, environment);
    Optional<DataLock> lock = DataLock.take(where.data());
    if (lock.isEmpty()) {
      return runsAlready(where);
    }
    try {
      return run(where, settings, choice);
    } finally {
      lock.get().close();
    }
  }

  private int runsAlready(Installation where) {
    if (once) {
      try (Temporal temporal = Temporal.connect(where)) {
        return new OncePass(temporal, common.account(), common.output())
            .run(person.name())
            .number();
      }
    }
    throw new CommandFailure(
        ExitCode.CONFLICT,
        "an `up` runs already on "
            + where.data()
            + where.running().map(run -> " (process " + run.pid() + ")").orElse("")
            + "; see ./tripline status, or stop it with Ctrl-C in its terminal");
  }

  private int run(Installation where, Settings settings, BrokerChoice choice)
      throws IOException, InterruptedException {
    Output output = common.output();
    Thread hook = new Thread(() -> stop(settings, output), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    SystemPlan plan = plan(where, settings, choice);
    LocalSystem started = LocalSystem.start(plan, line -> output.say("up: " + line));
    system = started;
    try {
      started
          .simulator()
          .ifPresent(at ->
              TradedSymbol.check(
                  new PlainBroker(
                      new BrokerAccess(at.url(), at.keyId(), at.secretKey(), "simulator")),
                  settings));
      Optional<GuardStatus> guard = guard(started, settings, output);
      new Ready(where, settings, started, output, common.options()).print(guard);
      if (once) {
        int code =
            new OncePass(started.temporal(), settings.account().name(), output)
                .run(person.name())
                .number();
        stop(settings, output);
        return code;
      }
      new CountDownLatch(1).await();
      return ExitCode.OK.number();
    } finally {
      stop(settings, output);
    }
  }

  private SystemPlan plan(Installation where, Settings settings, BrokerChoice choice) {
    var profile = Temporal.profile();
    String configured = profile.getAddress();
    String address = configured == null || configured.isBlank() ? "127.0.0.1:7233" : configured;
    String namespace = profile.getNamespace();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1).strip());
    Map<String, String> workers = new HashMap<>(choice.workerEnvironment());
    return new SystemPlan(
        where,
        settings.account().name(),
        choice.environment(),
        settings.drill(),
        settings.session().trades(),
        address,
        port + 1000,
        namespace == null || namespace.isBlank() ? "default" : namespace,
        true,
        choice.startsSimulator() ? Optional.of(simulatorPort) : Optional.empty(),
        java.util.List.of(),
        workers);
  }

  private static Optional<GuardStatus> guard(LocalSystem system, Settings settings, Output output)
      throws InterruptedException {
    Temporal temporal = system.temporal();
    var account = settings.account().name();
    boolean ran = Guarding.runs(temporal, account);
    if (!ran) {
      Guarding.start(temporal, account, null);
    }
    output.say(
        "up: the guard of "
            + account
            + (ran ? " goes on where it stood" : " starts: HALTED until it has checked"));
    Optional<GuardStatus> status = system.awaitGuard(FIRST_READING);
    schedules(temporal, settings, output);
    if (ran && status.isPresent()) {
      Reconfigured.tell(temporal, settings, system.temporalAt().namespace(), status.get(), output);
    }
    return status;
  }

  /** What runs by itself; without it everything else works, so its failure stops nothing. */
  private static void schedules(Temporal temporal, Settings settings, Output output) {
    try {
      temporal.schedules(settings.account().name()).apply(settings.schedules());
    } catch (StatusRuntimeException | ScheduleException e) {
      output.say(
          "up: the schedules could not be applied ("
              + e.getMessage()
              + "); try again with ./tripline schedule apply");
    }
  }

  /** Once, whoever comes first: the end of the command or the interrupt. */
  private void stop(Settings settings, Output output) {
    LocalSystem running = system;
    if (running == null || !stopping.compareAndSet(false, true)) {
      return;
    }
    Unguarded unguarded = Unguarded.look(common.installation(), running, settings);
    output.say("up: stopping");
    running.close();
    unguarded.lines(common.options()).forEach(output::say);
  }
}
