package io.tripline.cli.broker;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noun; its verbs do the work. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = "Look at the broker; needs no Temporal.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CheckCommand.class})
public final class BrokerCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "broker: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
