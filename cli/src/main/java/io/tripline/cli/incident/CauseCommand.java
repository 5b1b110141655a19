package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.Person;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.CaseRequest;
import io.tripline.workflows.incident.P1Response;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The root cause as far as a person knows it while the incident goes on. */
@Command(
    name = "cause",
    mixinStandardHelpOptions = true,
    description =
        "State the root cause as far as you know it; report and review show it, the last one"
            + " counts.")
final class CauseCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;
  @Mixin Person person;

  @Option(names = "--text", paramLabel = "TEXT", description = "The cause in words.")
  @Nullable String text;

  @Option(
      names = "--code",
      paramLabel = "CAUSE",
      description = "One of the known causes, such as api-errors, where it is one.")
  @Nullable String code;

  @Override
  public Integer call() {
    String by = person.name();
    target.check();
    try (Temporal temporal = common.temporal()) {
      return CaseSaying.send(
          common,
          temporal,
          target.choose(common, temporal, "cause"),
          "stateCause",
          new CaseRequest(CaseSaying.newId("cause", by), by, null, null, null, code, text, false),
          P1Response::stateCause);
    }
  }
}
