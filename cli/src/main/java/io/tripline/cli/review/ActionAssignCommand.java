package io.tripline.cli.review;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Another owner, another day. */
@Command(
    name = "assign",
    mixinStandardHelpOptions = true,
    description = "Give an action item an owner, a due date, or both.")
final class ActionAssignCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Assignment assignment;

  @Parameters(index = "0", paramLabel = "NUMBER", description = "Number of the action item.")
  int number;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Incident id; may be left out where exactly one review is open.")
  @Nullable String incident;

  @Override
  public Integer call() {
    if (assignment.owner == null && assignment.due == null) {
      throw new CommandFailure(ExitCode.USAGE, "--owner or --due is needed, or both");
    }
    assignment.check();
    return Acting.send(
        common,
        person,
        incident,
        new Acting.Asked("assign", number, null, assignment.owner, assignment.due));
  }
}
