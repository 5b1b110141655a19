package io.tripline.cli;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import java.util.Optional;

/** Turns whatever went wrong into one line and one exit code. Pure. */
final class FailureMapper {
  private FailureMapper() {}

  /** One line for people, with the code. */
  record Told(ExitCode code, String sentence, boolean expected) {}

  static Told told(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      Optional<Told> told = known(at);
      if (told.isPresent()) {
        return told.get();
      }
    }
    return new Told(
        ExitCode.FAILED,
        "unexpected: " + thrown.getClass().getSimpleName() + oneLine(thrown.getMessage()),
        false);
  }

  private static Optional<Told> known(Throwable at) {
    if (at instanceof CommandFailure failure) {
      return told(failure.code(), String.valueOf(failure.getMessage()));
    }
    if (at instanceof ApplicationFailure failure) {
      return ofFailure(failure);
    }
    if (at instanceof Refusal) {
      return told(ExitCode.USAGE, withoutCode(String.valueOf(at.getMessage())));
    }
    if (at instanceof WorkflowUpdateException && at.getCause() == null) {
      return told(ExitCode.FAILED, "the procedure refused it" + oneLine(at.getMessage()));
    }
    if (at instanceof WorkflowNotFoundException missing) {
      return told(
          ExitCode.USAGE,
          "no running procedure "
              + missing.getExecution().getWorkflowId()
              + "; `tripline incident list` shows what there is");
    }
    if (at instanceof WorkflowExecutionAlreadyStarted running) {
      return told(
          ExitCode.CONFLICT, running.getExecution().getWorkflowId() + " is running already");
    }
    if (at instanceof StatusRuntimeException status) {
      return ofStatus(status.getStatus());
    }
    if (at instanceof WorkflowServiceException && at.getCause() == null) {
      return told(
          ExitCode.UNREACHABLE, "Temporal did not take the call" + oneLine(at.getMessage()));
    }
    if (at instanceof BindException) {
      return told(
          ExitCode.FAILED, "a port is in use" + oneLine(at.getMessage()) + "; choose another one");
    }
    if (at instanceof AccessDeniedException denied) {
      return told(ExitCode.FAILED, "no permission to read or write " + denied.getMessage());
    }
    if (fullDisk(at)) {
      return told(
          ExitCode.FAILED,
          "the disk is full"
              + oneLine(at.getMessage())
              + "; free some space, nothing was changed by this command");
    }
    return Optional.empty();
  }

  private static Optional<Told> ofFailure(ApplicationFailure failure) {
    String message = String.valueOf(failure.getOriginalMessage());
    Optional<Fault> fault = Fault.of(failure);
    if (fault.isPresent()) {
      return told(
          ExitCode.of(fault.get()),
          message.isBlank() ? fault.get().sentence() : withoutCode(message));
    }
    // SDK 1.38.0 keeps only the message of a validator's refusal (temporalio/sdk-java#3001).
    if (message.contains(Fault.INVALID_INPUT.name() + ": ")) {
      return told(ExitCode.USAGE, withoutCode(message));
    }
    return Optional.empty();
  }

  private static Optional<Told> ofStatus(Status status) {
    String detail = oneLine(status.getDescription());
    return switch (status.getCode()) {
      case UNAVAILABLE ->
          told(
              ExitCode.UNREACHABLE,
              "no Temporal server answers; `tripline up` starts one, `tripline doctor` looks for"
                  + " the reason");
      case DEADLINE_EXCEEDED, CANCELLED ->
          told(
              ExitCode.UNREACHABLE,
              "Temporal answers, but no worker took the call in time; `tripline status` shows"
                  + " which process is missing");
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          told(ExitCode.REFUSED, "Temporal refused the credentials" + detail);
      case NOT_FOUND -> told(ExitCode.USAGE, "Temporal does not know it" + detail);
      case FAILED_PRECONDITION, ABORTED, RESOURCE_EXHAUSTED ->
          told(ExitCode.UNREACHABLE, "Temporal can't do that now" + detail);
      case OK,
          UNKNOWN,
          INVALID_ARGUMENT,
          ALREADY_EXISTS,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS ->
          told(ExitCode.FAILED, "Temporal refused the call" + detail);
    };
  }

  private static boolean fullDisk(Throwable at) {
    String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
    return (at instanceof IOException && message.contains("no space left"))
        || message.contains("sqlite_full");
  }

  private static Optional<Told> told(ExitCode code, String sentence) {
    return Optional.of(new Told(code, sentence.strip().replaceAll("\\R+", " "), true));
  }

  private static String withoutCode(String message) {
    int at = message.indexOf(Fault.INVALID_INPUT.name() + ": ");
    return at < 0 ? message : message.substring(at + Fault.INVALID_INPUT.name().length() + 2);
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String message) {
    return message == null || message.isBlank()
        ? ""
        : ": " + message.strip().replaceAll("\\R+", " ");
  }
}
