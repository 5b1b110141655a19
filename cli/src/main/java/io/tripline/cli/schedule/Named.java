package io.tripline.cli.schedule;

import io.temporal.client.schedules.ScheduleException;
import io.tripline.activities.start.ProcedureSchedules.Kind;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import java.util.Arrays;
import picocli.CommandLine.Parameters;

/** Which schedule is meant. */
final class Named {
  @Parameters(
      index = "0",
      paramLabel = "SCHEDULE",
      description = "reconciliation, maintenance or checks.")
  String name = "";

  Kind kind() {
    return Kind.of(name)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.USAGE,
                "SCHEDULE: must be one of "
                    + String.join(", ", Arrays.stream(Kind.values()).map(Kind::word).toList())
                    + ", was "
                    + name));
  }

  /** Does something with it; one that the server does not have is a usage failure. */
  void with(Runnable work) {
    try {
      work.run();
    } catch (ScheduleException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "the server has no schedule " + name + " of this account; ./tripline schedule apply",
          e);
    }
  }
}
