package io.tripline.workflows.session;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;

/**
 * How a session reads: first within the workflow task, which costs one event of history; where that
 * fails for a passing reason, by an ordinary activity that waits for the outage to end. Only for
 * calls that change nothing. Only for workflow threads.
 */
final class SessionReads {
  /**
   * Calls {@code role}. Throws the failure of a {@link Fault} ({@code otherwise} where the failure
   * names none).
   */
  <A, T> T read(Class<A> role, Fault otherwise, String summary, Functions.Func1<A, T> call) {
    try {
      return call.apply(Workflow.newLocalActivityStub(role, Policies.localRead(summary)));
    } catch (ActivityFailure failed) {
      if (!Fault.of(failed).map(Fault::retryable).orElse(true)) {
        throw translated(failed, otherwise);
      }
    }
    try {
      return call.apply(Workflow.newActivityStub(role, Policies.read(summary)));
    } catch (ActivityFailure failed) {
      throw translated(failed, otherwise);
    }
  }

  private static ApplicationFailure translated(ActivityFailure failed, Fault otherwise) {
    Fault fault = Fault.of(failed).orElse(otherwise);
    return ApplicationFailure.newBuilder()
        .setType(fault.name())
        .setMessage(Fault.detailOf(failed))
        .setNonRetryable(true)
        .build();
  }
}
