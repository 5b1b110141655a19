package io.tripline.cli.incident;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The noun; its verbs do the work. */
@Command(
    name = "incident",
    mixinStandardHelpOptions = true,
    description = "Declare, list, show, watch and decide incidents.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeclareCommand.class,
      ListCommand.class,
      ShowCommand.class,
      WatchCommand.class,
      AckCommand.class,
      ApproveCommand.class,
      DenyCommand.class,
      NoteCommand.class,
      RegradeCommand.class,
      VerdictCommand.class,
      CauseCommand.class,
      EscalateCommand.class,
      RetryCommand.class,
      ResolveCommand.class,
      AskCommand.class,
      HandledCommand.class,
      SupportCommand.class,
      ReportCommand.class
    })
public final class IncidentCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "incident: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
