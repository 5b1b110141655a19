package io.tripline.cli.review;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Action items; its verbs do the work. */
@Command(
    name = "action",
    mixinStandardHelpOptions = true,
    description = "Preventive measures: each with an owner and a due date.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ActionAddCommand.class,
      ActionAssignCommand.class,
      ActionDoneCommand.class,
      ActionNoneCommand.class,
      ActionListCommand.class
    })
final class ActionCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "review action: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
