package io.tripline.cli.incident;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person declares an incident; a P1 trips the manual switch, because it says "halted". */
@Command(
    name = "declare",
    mixinStandardHelpOptions = true,
    description = "Declare an incident by hand: P1 trips the manual kill switch.")
final class DeclareCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(index = "0", paramLabel = "SEVERITY", description = "P1.")
  @Nullable Severity severity;

  @Option(names = "--cause", paramLabel = "CAUSE", defaultValue = "manual", description = "manual.")
  String cause = "manual";

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "cancel",
      description = "stop, cancel or flatten (default: ${DEFAULT-VALUE}).")
  TripLevel level = TripLevel.CANCEL;

  @Override
  public Integer call() {
    if (severity != Severity.P1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "declare: only P1 can be declared by hand in this version, was " + severity);
    }
    if (!cause.equals(Cause.MANUAL.word())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--cause: must be manual (the guard declares the others by itself), was " + cause);
    }
    String by = person.name();
    String why = reason.required();
    try (Temporal temporal = common.temporal()) {
      TripAnswer answer = new Tripping(temporal, common.account()).trip(level, by, why);
      common
          .output()
          .line(
              (answer.joined() ? "joined " : "declared ")
                  + answer.incident()
                  + " as "
                  + by
                  + "; the account is "
                  + answer.ladder());
      common
          .output()
          .line("next: ./tripline incident watch " + answer.incident() + common.options());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("incident", answer.incident());
      document.put("joined", answer.joined());
      document.put("ladder", answer.ladder().name());
      document.put("epoch", answer.epoch());
      document.put("by", by);
      common.output().document(document);
      return ExitCode.OK.number();
    }
  }
}
