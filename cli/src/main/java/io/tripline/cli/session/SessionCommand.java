package io.tripline.cli.session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noun; its verbs do the work. */
@Command(
    name = "session",
    mixinStandardHelpOptions = true,
    description = "Start, show, change, stop or list trading sessions.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StartCommand.class,
      StatusCommand.class,
      SetCommand.class,
      StopCommand.class,
      ListCommand.class
    })
public final class SessionCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "session: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
