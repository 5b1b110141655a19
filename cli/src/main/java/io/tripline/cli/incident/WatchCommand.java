package io.tripline.cli.incident;

import io.temporal.client.WorkflowServiceException;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.IncidentView;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what changes until the incident is resolved. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = "Follow an incident live until it is resolved.")
public final class WatchCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "Give up after this long with exit code 3 (default: never).")
  long seconds;

  @Override
  public Integer call() throws InterruptedException {
    Output output = common.output();
    target.check();
    try (Temporal temporal = common.temporal()) {
      String id = target.choose(common, temporal, "watch");
      IncidentView view = Target.view(temporal, id);
      LiveView live = new LiveView(output::line, common.options());
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      while (true) {
        live.show(view);
        if (LiveView.over(view)) {
          output.document(Map.of("incident", Output.tree(view)));
          return ExitCode.OK.number();
        }
        if (seconds > 0 && System.nanoTime() > end) {
          output.document(Map.of("incident", Output.tree(view)));
          output.say("still " + view.status() + ": " + view.awaited());
          return ExitCode.PENDING.number();
        }
        Thread.sleep(1_000);
        view = again(temporal, id, view, output);
      }
    }
  }

  private static IncidentView again(
      Temporal temporal, String id, IncidentView last, Output output) {
    try {
      return temporal.incident(id).view();
    } catch (WorkflowServiceException e) {
      output.say("(no answer from the procedure; asking again)");
      return last;
    }
  }
}
