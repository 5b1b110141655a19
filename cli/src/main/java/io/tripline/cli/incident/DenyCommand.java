package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deny what a procedure waits for. */
@Command(
    name = "deny",
    mixinStandardHelpOptions = true,
    description = "Deny the gate that a procedure waits for.")
public final class DenyCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Incident or flatten id; may be left out where exactly one gate is open.")
  @Nullable String procedure;

  @Option(names = "--gate", paramLabel = "GATE", description = "Gate id, where several are open.")
  @Nullable String gate;

  @Override
  public Integer call() {
    Deciding.check(procedure);
    try (Temporal temporal = common.temporal()) {
      return new Deciding(common, temporal)
          .decide("deny", procedure, gate, person.name(), reason.orEmpty());
    }
  }
}
