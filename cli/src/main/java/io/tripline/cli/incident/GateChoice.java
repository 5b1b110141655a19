package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which gate is decided: what approve and deny have in common. */
final class GateChoice {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description =
          "Incident, flatten or limit id; may be left out where exactly one gate is open.")
  @Nullable String procedure;

  @Option(names = "--gate", paramLabel = "GATE", description = "Gate id, where several are open.")
  @Nullable String gate;

  /** Sends the verdict; answers the exit code. */
  int decide(String verdict, Common common, Person person, Reason reason) {
    Deciding.check(procedure);
    try (Temporal temporal = common.temporal()) {
      return new Deciding(common, temporal)
          .decide(verdict, procedure, gate, person.name(), reason.orEmpty());
    }
  }
}
