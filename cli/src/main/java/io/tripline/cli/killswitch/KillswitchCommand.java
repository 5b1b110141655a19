package io.tripline.cli.killswitch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noun; its verbs do the work. */
@Command(
    name = "killswitch",
    mixinStandardHelpOptions = true,
    description = "Show, trip or ask to reset the kill switch; set its limits.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StatusCommand.class,
      TripCommand.class,
      ResetCommand.class,
      UnblockCommand.class,
      LimitCommand.class
    })
public final class KillswitchCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "killswitch: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
