package io.tripline.cli.schedule;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what is done with schedules. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = "What runs by itself: weekly reconciliation, maintenance window, checks.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ApplyCommand.class,
      ListCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      TriggerCommand.class
    })
public final class ScheduleCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "schedule: a command is needed: " + String.join(", ", spec.subcommands().keySet()));
  }
}
