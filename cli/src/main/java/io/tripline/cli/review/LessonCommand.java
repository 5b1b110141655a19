package io.tripline.cli.review;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Add a lesson learned. */
@Command(name = "lesson", mixinStandardHelpOptions = true, description = "Add a lesson learned.")
final class LessonCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Saying saying;

  @Override
  public Integer call() {
    return saying.say("lesson", common, target, person, null);
  }
}
