package io.tripline.cli.schedule;

import io.tripline.activities.start.ProcedureSchedules.Kind;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Temporal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The same run that its time would start. */
@Command(
    name = "trigger",
    mixinStandardHelpOptions = true,
    description =
        "Start one now. Maintenance that finds the market open touches nothing and says so.")
final class TriggerCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Named named;

  @Override
  public Integer call() {
    Kind kind = named.kind();
    try (Temporal temporal = common.temporal()) {
      named.with(() -> temporal.schedules(common.account()).trigger(kind));
      common.output().line("triggered " + kind.word() + "; ./tripline journal audit shows it");
      common.output().document(Map.of("schedule", kind.word(), "done", "triggered"));
      return ExitCode.OK.number();
    }
  }
}
