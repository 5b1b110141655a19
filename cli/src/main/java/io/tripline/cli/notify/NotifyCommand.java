package io.tripline.cli.notify;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noun; its verbs do the work. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = "The channels over which people are told; needs no Temporal.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TestCommand.class})
public final class NotifyCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "notify: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
