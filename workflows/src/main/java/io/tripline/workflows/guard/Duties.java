package io.tripline.workflows.guard;

import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * What the guard carries out beside its handlers, counted so that it ends or continues as new only
 * between them. Only for workflow threads.
 */
final class Duties {
  private static final Logger log = Workflow.getLogger(Duties.class);

  private int running;
  private CancellationScope later = Workflow.newCancellationScope(() -> {});

  /** Starts a duty; its failure is logged and ends only itself. */
  Promise<Void> start(String what, Runnable duty) {
    running++;
    return Async.procedure(() -> {
      try {
        duty.run();
      } catch (TemporalFailure e) {
        log.warn("duty failed what={} why={}", what, Fault.detailOf(e));
      } finally {
        running--;
      }
    });
  }

  /** Does something after a while, unless dropped before; not counted while it waits. */
  void after(Duration wait, String summary, Runnable duty) {
    later.cancel();
    later = Workflow.newCancellationScope(() -> Async.procedure(() -> wait(wait, summary, duty)));
    later.run();
  }

  private void wait(Duration wait, String summary, Runnable duty) {
    try {
      Workflow.newTimer(wait, TimerOptions.newBuilder().setSummary(summary).build()).get();
    } catch (CanceledFailure e) {
      return;
    }
    // Once begun it is not ours to drop any more: it may be on its way to ask for a flatten.
    Workflow.newDetachedCancellationScope(() -> start(summary, duty)).run();
  }

  /** Drops what waits. */
  void dropLater() {
    later.cancel();
  }

  boolean none() {
    return running == 0;
  }
}
