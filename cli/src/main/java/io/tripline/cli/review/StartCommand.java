package io.tripline.cli.review;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.runbook.IncidentId;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** For incidents that ended before reviews were procedures, or on a server that was lost. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Begin the review of a resolved incident that has none; joins one that runs.")
final class StartCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;

  @Parameters(index = "0", paramLabel = "INCIDENT", description = "Incident id.")
  String incident = "";

  @Override
  public Integer call() {
    IncidentId id = Target.checked(incident);
    String by = person.name();
    try (Temporal temporal = common.temporal()) {
      new Reviewing(common).start(temporal, id, by);
    }
    common.output().line("the review of " + id + " was asked for as " + by);
    common.output().line("next: ./tripline review show " + id + common.options());
    common.output().document(Map.of("incident", id.value(), "by", by));
    return ExitCode.OK.number();
  }
}
