package io.tripline.cli.incident;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.DeclareAnswer;
import io.tripline.workflows.guard.DeclareRequest;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
    description =
        "Declare an incident by hand: P1 trips the manual kill switch, the others halt nothing.")
final class DeclareCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(index = "0", paramLabel = "SEVERITY", description = "P0, P1, P2 or P3.")
  @Nullable Severity severity;

  @Option(
      names = "--cause",
      paramLabel = "CAUSE",
      description = "P1: manual. P0: system-down (default), worker-down, no-readings, api-errors.")
  @Nullable String cause;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "cancel",
      description = "stop, cancel or flatten (default: ${DEFAULT-VALUE}).")
  TripLevel level = TripLevel.CANCEL;

  @Override
  public Integer call() {
    if (severity != Severity.P1) {
      return declare(Objects.requireNonNull(severity), person.name(), reason.required());
    }
    if (cause != null && !cause.equals(Cause.MANUAL.word())) {
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

  /** Whatever halts nothing: the guard numbers it, or joins the open one of its cause. */
  private int declare(Severity graded, String by, String why) {
    Cause named = cause(graded);
    String requestId = "declare-" + UUID.randomUUID();
    try (Temporal temporal = common.temporal()) {
      AccountGuard guard = temporal.guard(common.account());
      DeclareAnswer answer =
          Temporal.answer(() ->
              WorkflowClient.startUpdate(
                  guard::declare,
                  new DeclareRequest(requestId, graded, named, by, why, null, null),
                  Temporal.update(DeclareAnswer.class, "declare", requestId)));
      common
          .output()
          .line(
              (answer.joined() ? "joined " : "declared ")
                  + answer.incident()
                  + " as "
                  + by
                  + (graded == Severity.P0 ? "; nothing is halted by that" : ""));
      common
          .output()
          .line("next: ./tripline incident watch " + answer.incident() + common.options());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("incident", answer.incident());
      document.put("joined", answer.joined());
      document.put("severity", graded.name());
      document.put("cause", named.word());
      document.put("by", by);
      common.output().document(document);
      return ExitCode.OK.number();
    } catch (WorkflowNotFoundException e) {
      throw Tripping.noGuard(common.account(), e);
    }
  }

  private Cause cause(Severity graded) {
    if (cause == null && graded == Severity.P0) {
      return Cause.SYSTEM_DOWN;
    }
    if (cause == null) {
      throw new CommandFailure(ExitCode.USAGE, "--cause is needed for a " + graded);
    }
    try {
      return Cause.parse(cause);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), e);
    }
  }
}
