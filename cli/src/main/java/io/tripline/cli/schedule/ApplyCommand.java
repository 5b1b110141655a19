package io.tripline.cli.schedule;

import io.tripline.activities.start.ProcedureSchedules.Applied;
import io.tripline.activities.start.SchedulePlan;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Temporal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes what is missing, corrects the rest; `up` does this by itself. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description =
        "Make or correct the schedules as tripline.yaml says; one that is paused stays paused.")
final class ApplyCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    SchedulePlan plan = Configured.schedules(common.installation());
    try (Temporal temporal = common.temporal()) {
      List<Applied> applied = temporal.schedules(common.account()).apply(plan);
      common.output().rows("schedules", applied.stream().map(ApplyCommand::row).toList());
      return ExitCode.OK.number();
    }
  }

  private static Map<String, Object> row(Applied each) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("schedule", each.kind().word());
    row.put("id", each.id());
    row.put("done", each.made() ? "made" : "as configured");
    return row;
  }
}
