package io.tripline.cli.review;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A review without measures says why. */
@Command(
    name = "none",
    mixinStandardHelpOptions = true,
    description = "Say that no action item is needed, with the reason.")
final class ActionNoneCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Incident id; may be left out where exactly one review is open.")
  @Nullable String incident;

  @Override
  public Integer call() {
    return Acting.send(
        common, person, incident, new Acting.Asked("none", null, reason.required(), null, null));
  }
}
