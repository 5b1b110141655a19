package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.CaseRequest;
import io.tripline.workflows.incident.P1Response;
import io.tripline.workflows.runbook.Severity;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The same incident under another severity. */
@Command(
    name = "regrade",
    mixinStandardHelpOptions = true,
    description =
        "Put an incident under another severity. A P2 that becomes a P1 halts the account, and is"
            + " reset by two names; no regrade lifts a halt.")
final class RegradeCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(index = "0", paramLabel = "INCIDENT", description = "An incident that is open.")
  @Nullable String incident;

  @Parameters(index = "1", paramLabel = "SEVERITY", description = "P0, P1, P2 or P3.")
  @Nullable Severity severity;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    String id = OpenIncidents.choose(incident, List.of(), "regrade");
    String wanted = Objects.requireNonNull(severity).name();
    try (Temporal temporal = common.temporal()) {
      return CaseSaying.send(
          common,
          temporal,
          id,
          "regrade",
          new CaseRequest(
              CaseSaying.newId("regrade", by), by, why, wanted, null, null, null, false),
          P1Response::regrade);
    }
  }
}
