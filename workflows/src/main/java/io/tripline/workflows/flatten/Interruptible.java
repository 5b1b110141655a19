package io.tripline.workflows.flatten;

import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Long steps and waits that end early when something comes up. Only for workflow threads. */
final class Interruptible {
  private Interruptible() {}

  /** Runs a long step unless something comes up; empty when it was cut short. */
  static <A, R> Optional<R> unless(
      BooleanSupplier comesUp, Functions.Func1<A, R> step, A argument) {
    List<Promise<R>> started = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> started.add(Async.function(step, argument)));
    scope.run();
    Promise<R> promise = started.get(0);
    Workflow.await(() -> promise.isCompleted() || comesUp.getAsBoolean());
    if (!promise.isCompleted()) {
      scope.cancel();
      return Optional.empty();
    }
    return Optional.of(promise.get());
  }

  /** True when the time passed, false when something came up first. */
  static boolean pause(Duration wait, String summary, BooleanSupplier comesUp) {
    List<Promise<Void>> started = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() ->
            started.add(
                Workflow.newTimer(wait, TimerOptions.newBuilder().setSummary(summary).build())));
    scope.run();
    Promise<Void> timer = started.get(0);
    Workflow.await(() -> timer.isCompleted() || comesUp.getAsBoolean());
    boolean passed = timer.isCompleted();
    if (!passed) {
      scope.cancel();
    }
    return passed;
  }
}
