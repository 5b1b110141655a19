package io.tripline.worker;

import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import io.tripline.worker.health.HealthServer;
import io.tripline.worker.runbook.Runbooks;
import io.tripline.workflows.TaskQueues;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker as a process: {@code tripline worker --role …} is this. */
public final class WorkerMain {
  private WorkerMain() {}

  /**
   * How to run.
   *
   * @param name tells two workers of one role apart: in the Temporal UI and as the log file's name
   * @param live the account's name, repeated by the start flag of a live account
   * @param healthPort port of {@code /healthz} and {@code /readyz}; 0: none
   * @param healthAddress the address that it listens on
   */
  public record Options(
      Role role, String name, @Nullable String live, int healthPort, InetAddress healthAddress) {
    /** Throws {@link IllegalArgumentException} if the name can't be a file's. */
    public Options {
      if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
        throw new IllegalArgumentException(
            "name: must be a-z, 0-9 and -, at most 40 characters, was " + name);
      }
    }
  }

  /**
   * Runs until the process is told to end (SIGTERM, SIGINT), then drains for a few seconds.
   *
   * @throws io.tripline.worker.config.ConfigurationException for anything wrong in the settings
   * @throws LiveUnconfirmedException when a live account's name was not repeated
   * @throws IOException if the health port is taken
   */
  public static void run(Options options) throws IOException, InterruptedException {
    Settings settings = SettingsReader.ofThisProcess().read();
    if (!settings.confirmed(options.live())) {
      throw new LiveUnconfirmedException(settings.account().name());
    }
    WorkerLog.to(settings.dataDirectory().resolve("logs"), options.name());
    Logger log = LoggerFactory.getLogger(WorkerMain.class);
    TemporalAddress address = TemporalAddress.ofTheEnvironment();
    Parts parts =
        Parts.of(
            settings, address.namespace(), System.getenv(), options.live(), InstantSource.system());
    settings.notes().forEach(log::warn);
    settings.warnings().forEach(log::warn);
    Runbooks.shelf(settings).read().forEach(each -> each.warnings().forEach(log::warn));
    Outreach.unreadable(settings, System.getenv()).forEach(log::warn);
    log.atInfo()
        .setMessage("Worker starts")
        .addKeyValue("role", options.role().word())
        .addKeyValue("name", options.name())
        .addKeyValue("account", settings.account().name())
        .addKeyValue("environment", settings.account().environment())
        .addKeyValue("configuration", settings.configurationHash())
        .addKeyValue("data", settings.dataDirectory())
        .addKeyValue("journal", parts.place().describe())
        .log();
    WorkerProcess process = new WorkerProcess(address, options.role(), options.name(), parts);
    try (HealthServer health =
        HealthServer.start(options.healthAddress(), options.healthPort(), process::ready)) {
      Runtime.getRuntime().addShutdownHook(new Thread(process::close, "stop"));
      log.atDebug().setMessage("Health").addKeyValue("port", health.port()).log();
      process.start();
      Optional<Lookout> intake =
          options.role().queues().contains(TaskQueues.RESPONSE)
              ? Optional.of(BreakGlassIntake.start(parts, System.getenv()))
              : Optional.empty();
      process.await();
      intake.ifPresent(Lookout::close);
      log.atInfo().setMessage("Worker ended").addKeyValue("role", options.role().word()).log();
    }
  }
}
