package io.tripline.cli.journal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noun; its verbs do the work. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = "Read the journal: works without Temporal.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AuditCommand.class,
      TradesCommand.class,
      SlippageCommand.class,
      VerifyCommand.class,
      ExportCommand.class
    })
public final class JournalCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "journal: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
