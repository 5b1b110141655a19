package io.tripline.cli.incident;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.maintenance.Mended;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A person made the fix that a P3 waits for; the incident looks again before it believes it. */
@Command(
    name = "handled",
    mixinStandardHelpOptions = true,
    description = "Say that you made the fix a P3 waits for; it looks again before it ends.")
final class HandledCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(index = "0", paramLabel = "INCIDENT", description = "A P3 that is not resolved.")
  @Nullable String incident;

  @Override
  public Integer call() {
    String by = person.name();
    String how = reason.required();
    String id = String.valueOf(incident);
    try (Temporal temporal = common.temporal()) {
      var severity = temporal.incident(id).view().severity();
      if (severity != io.tripline.workflows.runbook.Severity.P3) {
        throw new CommandFailure(
            ExitCode.USAGE, id + " is a " + severity + ": only a P3 waits for a fix");
      }
      temporal.client().newUntypedWorkflowStub(id).signal(Mended.SIGNAL, new Mended(by, true, how));
      common
          .output()
          .line("told " + id + " as " + by + "; it looks again: ./tripline incident show " + id);
      common.output().document(Map.of("incident", id, "by", by, "done", "told"));
      return ExitCode.OK.number();
    }
  }
}
