package io.tripline.cli.review;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Somebody says that a measure is in place. */
@Command(
    name = "done",
    mixinStandardHelpOptions = true,
    description = "Say that an action item is done; --reason keeps how.")
final class ActionDoneCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(index = "0", paramLabel = "NUMBER", description = "Number of the action item.")
  int number;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Incident id; may be left out where exactly one review has open actions.")
  @Nullable String incident;

  @Override
  public Integer call() {
    return Acting.send(
        common, person, incident, new Acting.Asked("done", number, reason.orEmpty(), null, null));
  }
}
