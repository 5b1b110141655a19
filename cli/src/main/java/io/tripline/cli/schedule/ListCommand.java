package io.tripline.cli.schedule;

import io.tripline.activities.start.ProcedureSchedules.Seen;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Temporal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** As the server has them. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "The schedules as the server has them: when, next, last, how often.")
final class ListCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    try (Temporal temporal = common.temporal()) {
      var seen = temporal.schedules(common.account()).list();
      common.output().rows("schedules", seen.stream().map(ListCommand::row).toList());
      if (seen.stream().anyMatch(each -> !each.there())) {
        common.output().say("what is missing comes with: ./tripline schedule apply");
      }
      return ExitCode.OK.number();
    }
  }

  private static Map<String, @Nullable Object> row(Seen each) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("schedule", each.kind().word());
    row.put("state", !each.there() ? "missing" : each.paused() ? "paused" : "runs");
    row.put("when", each.paused() ? "paused: " + each.note() : each.when());
    row.put("next", each.next());
    row.put("last", each.last());
    row.put("runs", each.runs());
    return row;
  }
}
