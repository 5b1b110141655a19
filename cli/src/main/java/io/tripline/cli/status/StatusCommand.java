package io.tripline.cli.status;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Exit code 0 whatever it shows: what is missing is part of the answer. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Everything at a glance; works without Temporal.")
public final class StatusCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    show(common);
    return ExitCode.OK.number();
  }

  /** Prints the state and the next commands. */
  public static void show(Common common) {
    Overview overview = Overview.take(common);
    Output output = common.output();
    overview.lines(common.options()).forEach(output::line);
    output.document(overview.document());
  }
}
