package io.tripline.cli.incident;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
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
import io.tripline.workflows.killswitch.CauseRules;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A person declares an incident; a P1 trips the manual switch, because it says "halted". What can't
 * be taken because Temporal is away is kept for later, not lost.
 */
@Command(
    name = "declare",
    mixinStandardHelpOptions = true,
    description =
        "Declare an incident by hand: P1 trips the manual kill switch, the others halt nothing. While"
            + " Temporal can't be reached it is kept in the data directory and becomes the incident"
            + " when a response worker is back (exit code 3).")
final class DeclareCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(index = "0", paramLabel = "SEVERITY", description = "P0, P1, P2 or P3.")
  @Nullable Severity severity;

  @Option(
      names = "--cause",
      paramLabel = "CAUSE",
      description =
          "P1: manual. P0: system-down (default), worker-down, no-readings. P2: high-slippage,"
              + " slow-fills, partial-fills. P3: log-corrupted, missed-execution, config-drift,"
              + " slippage-note. Causes of a kill switch that halts are the guard's to declare.")
  @Nullable String cause;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "cancel",
      description = "stop, cancel or flatten (default: ${DEFAULT-VALUE}).")
  TripLevel level = TripLevel.CANCEL;

  @Override
  public Integer call() {
    Severity graded = Objects.requireNonNull(severity);
    Declaration declaration =
        new Declaration(
            "declare-" + UUID.randomUUID(),
            common.account(),
            graded,
            cause(graded),
            graded == Severity.P1 ? level : null,
            person.name(),
            reason.required());
    try (Temporal temporal = common.temporal()) {
      return (graded == Severity.P1 ? trip(temporal, declaration) : declare(temporal, declaration))
          .number();
    } catch (CommandFailure e) {
      // A guard that nobody started is no outage: the answer names the command that starts it.
      if (e.code() == ExitCode.UNREACHABLE
          && !(e.getCause() instanceof WorkflowNotFoundException)) {
        return declaration.keep(common, e).number();
      }
      throw e;
    }
  }

  private ExitCode trip(Temporal temporal, Declaration declaration) {
    Tripping tripping = new Tripping(temporal, declaration.account());
    answering(tripping::guard);
    TripAnswer answer = tripping.trip(level, declaration.by(), declaration.reason());
    common
        .output()
        .line(
            (answer.joined() ? "joined " : "declared ")
                + answer.incident()
                + " as "
                + declaration.by()
                + "; the account is "
                + answer.ladder());
    common.output().line("next: ./tripline incident watch " + answer.incident() + common.options());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("incident", answer.incident());
    document.put("joined", answer.joined());
    document.put("ladder", answer.ladder().name());
    document.put("epoch", answer.epoch());
    document.put("by", declaration.by());
    common.output().document(document);
    return ExitCode.OK;
  }

  /** A server without a worker says so within seconds, before anything was asked of it. */
  private static <T> T answering(Supplier<T> question) {
    try {
      return question.get();
    } catch (WorkflowServiceException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE, "Temporal answers, but no response worker does", e);
    }
  }

  /** Whatever halts nothing: the guard numbers it, or joins the open one of its cause. */
  private ExitCode declare(Temporal temporal, Declaration declaration) {
    String requestId = declaration.requestId();
    try {
      AccountGuard guard = temporal.guard(declaration.account());
      answering(guard::status);
      DeclareAnswer answer =
          Temporal.answer(() ->
              WorkflowClient.startUpdate(
                  guard::declare,
                  new DeclareRequest(
                      requestId,
                      declaration.severity(),
                      declaration.cause(),
                      declaration.by(),
                      declaration.reason(),
                      null,
                      null),
                  Temporal.update(DeclareAnswer.class, "declare", requestId)));
      common
          .output()
          .line(
              (answer.joined() ? "joined " : "declared ")
                  + answer.incident()
                  + " as "
                  + declaration.by()
                  + (declaration.severity() == Severity.P0 ? "; nothing is halted by that" : ""));
      common
          .output()
          .line("next: ./tripline incident watch " + answer.incident() + common.options());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("incident", answer.incident());
      document.put("joined", answer.joined());
      document.put("severity", declaration.severity().name());
      document.put("cause", declaration.cause().word());
      document.put("by", declaration.by());
      common.output().document(document);
      return ExitCode.OK;
    } catch (WorkflowNotFoundException e) {
      throw Tripping.noGuard(declaration.account(), e);
    }
  }

  private Cause cause(Severity graded) {
    if (graded == Severity.P1) {
      if (cause != null && !cause.equals(Cause.MANUAL.word())) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "--cause: must be manual (the guard declares the others by itself), was " + cause);
      }
      return Cause.MANUAL;
    }
    if (cause == null && graded == Severity.P0) {
      return Cause.SYSTEM_DOWN;
    }
    if (cause == null) {
      throw new CommandFailure(ExitCode.USAGE, "--cause is needed for a " + graded);
    }
    try {
      Cause parsed = Cause.parse(cause);
      CauseRules.against(graded, parsed)
          .ifPresent(why -> {
            throw new CommandFailure(ExitCode.USAGE, "--" + why);
          });
      return parsed;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), e);
    }
  }
}
