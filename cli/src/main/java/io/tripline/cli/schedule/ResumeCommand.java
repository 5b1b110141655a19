package io.tripline.cli.schedule;

import io.tripline.activities.start.ProcedureSchedules.Kind;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who and why stand in the schedule's note. */
@Command(name = "resume", mixinStandardHelpOptions = true, description = "Its times count again.")
final class ResumeCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;
  @Mixin Named named;

  @Override
  public Integer call() {
    Kind kind = named.kind();
    String note = person.name() + ": " + reason.required();
    try (Temporal temporal = common.temporal()) {
      named.with(() -> temporal.schedules(common.account()).resume(kind, note));
      common.output().line("resumed " + kind.word() + " (" + note + ")");
      common.output().document(Map.of("schedule", kind.word(), "done", "resumed", "note", note));
      return ExitCode.OK.number();
    }
  }
}
