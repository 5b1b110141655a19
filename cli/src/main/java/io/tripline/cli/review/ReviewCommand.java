package io.tripline.cli.review;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noun; its verbs do the work. */
@Command(
    name = "review",
    mixinStandardHelpOptions = true,
    description = "Post-incident reviews: causes, lessons, action items, signature.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      ShowCommand.class,
      StartCommand.class,
      CorrectCommand.class,
      CauseCommand.class,
      FactorCommand.class,
      LessonCommand.class,
      RunbookCommand.class,
      ActionCommand.class,
      SignCommand.class,
      ReportCommand.class
    })
public final class ReviewCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "review: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
