package io.tripline.cli.review;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Add a contributing factor; several are normal. */
@Command(
    name = "factor",
    mixinStandardHelpOptions = true,
    description = "Add a contributing factor; several are normal.")
final class FactorCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Saying saying;

  @Override
  public Integer call() {
    return saying.say("factor", common, target, person, null);
  }
}
