package io.tripline.cli.killswitch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Limits of the kill switches; its verb does the work. */
@Command(
    name = "limit",
    mixinStandardHelpOptions = true,
    description = "Set a limit; `killswitch status` shows them all.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {LimitSetCommand.class})
final class LimitCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "killswitch limit: a command is needed: set");
  }
}
