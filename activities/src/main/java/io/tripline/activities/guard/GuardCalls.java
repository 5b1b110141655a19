package io.tripline.activities.guard;

import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.AccountGuard;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls to one account's guard with a deadline of our own: the SDK's calls wait for a worker much
 * longer than a permit may take. Every failure is the failure of a {@link Fault}; whatever does not
 * come from the guard itself is {@code NO_GUARD}. Thread-safe.
 */
final class GuardCalls {
  private final WorkflowClient client;

  GuardCalls(WorkflowClient client) {
    this.client = client;
  }

  /** An Update; the same id is the same Update. */
  <R> R update(
      AccountName account,
      String name,
      String updateId,
      Class<R> answer,
      Object argument,
      Duration deadline) {
    UpdateOptions<R> options =
        UpdateOptions.newBuilder(answer)
            .setUpdateName(name)
            .setUpdateId(updateId)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    return within(
        account, deadline, () -> guard(account).startUpdate(options, argument).getResult());
  }

  /** A query. */
  <R> R query(AccountName account, String name, Class<R> answer, Duration deadline) {
    return within(account, deadline, () -> guard(account).query(name, answer));
  }

  /** A signal. */
  void signal(AccountName account, String name, Object argument, Duration deadline) {
    within(
        account,
        deadline,
        () -> {
          guard(account).signal(name, argument);
          return Boolean.TRUE;
        });
  }

  private WorkflowStub guard(AccountName account) {
    return client.newUntypedWorkflowStub(AccountGuard.idOf(account));
  }

  private static <R> R within(AccountName account, Duration deadline, Callable<R> call) {
    // Not closed: that would wait for the very call that was given up.
    ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    Future<R> answer = thread.submit(call);
    thread.shutdown();
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw Fault.NO_GUARD.failure(
          "guard of " + account + ": no answer within " + deadline.toSeconds() + " s");
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw Fault.NO_GUARD.failure("guard of " + account + ": interrupted while waiting");
    } catch (ExecutionException failed) {
      throw translated(account, failed.getCause() == null ? failed : failed.getCause());
    }
  }

  private static ApplicationFailure translated(AccountName account, Throwable cause) {
    if (cause instanceof WorkflowNotFoundException) {
      return Fault.NO_GUARD.failure("no guard runs for account " + account);
    }
    String detail = Fault.detailOf(cause);
    return Fault.of(cause)
        .map(fault -> fault.failure(detail))
        .orElseGet(() ->
            // SDK 1.38.0 keeps only the text of a validator's exception: see Refusal.
            detail.startsWith(Fault.INVALID_INPUT.name())
                ? Fault.INVALID_INPUT.failure(detail)
                : Fault.NO_GUARD.failure(
                    "guard of " + account + ": " + cause.getClass().getSimpleName()));
  }
}
