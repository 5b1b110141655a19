package io.tripline.cli.review;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Name the root cause; a later one replaces it. */
@Command(
    name = "cause",
    mixinStandardHelpOptions = true,
    description = "Name the root cause; a later one replaces it.")
final class CauseCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Saying saying;

  @Override
  public Integer call() {
    return saying.say("cause", common, target, person, null);
  }
}
