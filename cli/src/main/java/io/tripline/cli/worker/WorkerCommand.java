package io.tripline.cli.worker;

import io.tripline.worker.WorkerMain;
import java.util.Arrays;
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
  @Nullable String role;

  @Override
  public Integer call() throws Exception {
    return WorkerMain.run("--role", String.valueOf(role));
  }
}
