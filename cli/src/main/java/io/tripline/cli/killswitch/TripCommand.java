package io.tripline.cli.killswitch;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.killswitch.TripLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Halts the account; needs nobody's approval, because risk only goes down. */
@Command(
    name = "trip",
    mixinStandardHelpOptions = true,
    description = "Halt the account by hand and declare a P1.")
final class TripCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "cancel",
      description =
          "stop: refuse entries; cancel: also cancel opening orders; flatten: also close"
              + " everything in scope (default: ${DEFAULT-VALUE}).")
  TripLevel level = TripLevel.CANCEL;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    Output output = common.output();
    try (Temporal temporal = common.temporal()) {
      TripAnswer answer = new Tripping(temporal, common.account()).trip(level, by, why);
      output.line(
          "KILL SWITCH TRIGGERED switch=K13 level="
              + level
              + " incident="
              + answer.incident()
              + (answer.joined() ? " (joined: it was tripped before)" : ""));
      output.line("is_halted = " + (answer.ladder().halted() ? "True" : "False"));
      output.line("next: ./tripline incident watch " + answer.incident() + common.options());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("incident", answer.incident());
      document.put("joined", answer.joined());
      document.put("isHalted", answer.ladder().halted());
      document.put("ladder", answer.ladder().name());
      document.put("epoch", answer.epoch());
      document.put("by", by);
      output.document(document);
      return ExitCode.OK.number();
    }
  }
}
