package io.tripline.cli.review;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A new measure; also after the review was signed. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Add an action item; owner and due date may follow until the review is signed.")
final class ActionAddCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Assignment assignment;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Incident id; may be left out where exactly one review is open.")
  @Nullable String incident;

  @Option(names = "--text", paramLabel = "TEXT", description = "What is to be done; needed.")
  @Nullable String text;

  @Override
  public Integer call() {
    if (text == null || text.isBlank()) {
      throw new CommandFailure(ExitCode.USAGE, "--text is needed: what is to be done?");
    }
    assignment.check();
    return Acting.send(
        common,
        person,
        incident,
        new Acting.Asked("add", null, text, assignment.owner, assignment.due));
  }
}
