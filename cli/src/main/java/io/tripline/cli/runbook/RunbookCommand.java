package io.tripline.cli.runbook;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noun; its verbs do the work. */
@Command(
    name = "runbook",
    mixinStandardHelpOptions = true,
    description = "List, show or check the runbook documents.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListCommand.class, ShowCommand.class, CheckCommand.class})
public final class RunbookCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "runbook: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
