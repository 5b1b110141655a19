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

/** What waits to be tried or looked at again does so now. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description =
        "Try or look again at once: a flatten that escalated, a test of the API, a look at the system.")
final class RetryCommand implements Callable<Integer> {
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
          target.choose(common, temporal, "retry"),
          "retry",
          CaseRequest.of(CaseSaying.newId("retry", by), by, why),
          P1Response::retry);
    }
  }
}
