package io.tripline.cli.worker;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Configured;
import io.tripline.worker.LiveUnconfirmedException;
import io.tripline.worker.Role;
import io.tripline.worker.WorkerMain;
import io.tripline.worker.config.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The worker process, for real deployments and for {@code up}. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = "Run a worker process until it is stopped.")
public final class WorkerCommand implements Callable<Integer> {
  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "trading, response or all.")
  Role role = Role.ALL;

  @Option(
      names = "--live",
      paramLabel = "NAME",
      description = "Repeat the account's name to allow a live account.")
  @Nullable String live;

  @Option(
      names = "--health-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of /healthz and /readyz; 0 for none (default).")
  int healthPort;

  @Option(
      names = "--health-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Address that the health port listens on (default: ${DEFAULT-VALUE}). In a container"
              + " 0.0.0.0.")
  InetAddress healthAddress = InetAddress.getLoopbackAddress();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Tells workers of one role apart, in the Temporal UI and as NAME.log (default: the"
              + " role).")
  @Nullable String name;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      WorkerMain.run(options());
      return ExitCode.OK.number();
    } catch (ConfigurationException e) {
      throw Configured.failure(e);
    } catch (LiveUnconfirmedException e) {
      throw new CommandFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private WorkerMain.Options options() {
    try {
      return new WorkerMain.Options(
          role, name == null ? role.word() : name, live, healthPort, healthAddress);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), e);
    }
  }
}
