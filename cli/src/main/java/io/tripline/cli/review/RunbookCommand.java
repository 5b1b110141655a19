package io.tripline.cli.review;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the runbook needs an update. */
@Command(
    name = "runbook",
    mixinStandardHelpOptions = true,
    description = "Say whether the runbook needs an update, and which, or why not.")
final class RunbookCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;
  @Mixin Saying saying;

  @ArgGroup(multiplicity = "1")
  Need need = new Need();

  /** One of both. */
  static final class Need {
    @Option(names = "--needed", description = "The text says what to change.")
    boolean needed;

    @Option(names = "--not-needed", description = "The text says why not.")
    boolean notNeeded;
  }

  @Override
  public Integer call() {
    return saying.say("runbook", common, target, person, need.needed);
  }
}
