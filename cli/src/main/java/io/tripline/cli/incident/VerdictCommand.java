package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.CaseRequest;
import io.tripline.workflows.incident.P1Response;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A person's judgement of the loss, beside the machine's. */
@Command(
    name = "verdict",
    mixinStandardHelpOptions = true,
    description =
        "Judge the loss of a P1 yourself. Kept beside the machine's verdict; it stops no flatten"
            + " and loosens nothing.")
final class VerdictCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(index = "0", paramLabel = "INCIDENT", description = "A daily loss that is open.")
  @Nullable String incident;

  @Parameters(
      index = "1",
      paramLabel = "VERDICT",
      description = "REAL, or DATA where the reading was wrong.")
  @Nullable String verdict;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    String id = OpenIncidents.choose(incident, List.of(), "verdict");
    try (Temporal temporal = common.temporal()) {
      return CaseSaying.send(
          common,
          temporal,
          id,
          "judge",
          new CaseRequest(
              CaseSaying.newId("verdict", by), by, why, null, verdict, null, null, false),
          P1Response::judge);
    }
  }
}
