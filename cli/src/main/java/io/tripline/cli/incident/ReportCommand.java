package io.tripline.cli.incident;

import io.tripline.activities.journal.IncidentSummary;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.journal.ShownReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Prints the report as it was written; the last one where no incident is named. A file that is gone
 * is written again from the journal.
 */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "The incident report; without an id that of the last incident.")
final class ReportCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;

  @Override
  public Integer call() throws IOException {
    List<IncidentSummary> known = OpenIncidents.known(common.installation());
    IncidentSummary incident =
        known.stream()
            .filter(each ->
                target.incident == null
                    ? !each.report().isBlank()
                    : each.id().equals(target.incident))
            .reduce((first, second) -> second)
            .orElseThrow(() ->
                target.incident == null
                    ? new CommandFailure(ExitCode.USAGE, "no report was written yet")
                    : Target.unknown(
                        target.incident, new IllegalArgumentException("not in the journal")));
    if (incident.report().isBlank()) {
      throw new CommandFailure(
          ExitCode.PENDING,
          incident.id()
              + " has no report yet: it is "
              + incident.status()
              + "; `./tripline incident show "
              + incident.id()
              + "` says what it waits for");
    }
    return ShownReport.print(common, incident.id(), incident.report());
  }
}
