package io.tripline.cli.review;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Add what the incident report could not know. */
@Command(
    name = "correct",
    mixinStandardHelpOptions = true,
    description = "Add what the incident report could not know.")
final class CorrectCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Saying saying;

  @Override
  public Integer call() {
    return saying.say("report", common, target, person, null);
  }
}
