package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.CaseRequest;
import io.tripline.workflows.incident.P1Response;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pages the next contact now. */
@Command(
    name = "escalate",
    mixinStandardHelpOptions = true,
    description = "Page the next contact of an incident now.")
final class EscalateCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Reason reason;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    target.check();
    try (Temporal temporal = common.temporal()) {
      return CaseSaying.send(
          common,
          temporal,
          target.choose(common, temporal, "escalate"),
          "escalate",
          CaseRequest.of(CaseSaying.newId("escalate", by), by, why),
          P1Response::escalate);
    }
  }
}
