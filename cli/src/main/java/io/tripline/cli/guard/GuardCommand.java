package io.tripline.cli.guard;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noun; its verbs do the work. */
@Command(
    name = "guard",
    mixinStandardHelpOptions = true,
    description = "Start, show or stop the guard of an account.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {StartCommand.class, StatusCommand.class, StopCommand.class})
public final class GuardCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "guard: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
