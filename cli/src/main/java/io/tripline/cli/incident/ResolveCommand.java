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
import picocli.CommandLine.Option;

/** A person says that it is over, or that it never was an incident. */
@Command(
    name = "resolve",
    mixinStandardHelpOptions = true,
    description =
        "Say that an incident is over; taken only where nothing speaks against it, else it says"
            + " what is missing.")
final class ResolveCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Reason reason;

  @Option(
      names = "--false-alarm",
      description =
          "It never was one: it is cancelled without a review. A halt stays until two names reset"
              + " it.")
  boolean falseAlarm;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    target.check();
    try (Temporal temporal = common.temporal()) {
      return CaseSaying.send(
          common,
          temporal,
          target.choose(common, temporal, "resolve"),
          "resolve",
          new CaseRequest(
              CaseSaying.newId("resolve", by), by, why, null, null, null, null, falseAlarm),
          P1Response::resolve);
    }
  }
}
