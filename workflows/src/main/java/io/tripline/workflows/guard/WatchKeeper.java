package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import org.slf4j.Logger;

/** Keeps a watch running for as long as the guard's run lasts. For workflow threads. */
final class WatchKeeper {
  private static final Logger LOG = Workflow.getLogger(WatchKeeper.class);

  private final Watch watch = Workflow.newActivityStub(Watch.class, Policies.watch());
  private boolean handOver;
  private boolean ended;

  /** Watches until the hand-over, or until its scope is cancelled. */
  void keep(AccountName account) {
    try {
      while (!handOver) {
        try {
          watch.watch(new Watch.WatchStart(account, Workflow.getInfo().getWorkflowId()));
        } catch (ActivityFailure e) {
          if (e.getCause() instanceof CanceledFailure) {
            return;
          }
          LOG.warn("the watch failed and is started again: {}", Fault.detailOf(e));
        }
        if (!handOver) {
          Workflow.newTimer(Policies.WATCH_AGAIN, timer("before watching again")).get();
        }
      }
    } catch (CanceledFailure e) {
      LOG.debug("the watch was cancelled");
    } finally {
      ended = true;
    }
  }

  /** From here on the plan tells the watch to close its streams and to return. */
  void handOver() {
    handOver = true;
  }

  boolean handsOver() {
    return handOver;
  }

  /** Waits for the watch to return, but not for ever. */
  void awaitEnd() {
    CancellationScope patience =
        Workflow.newCancellationScope(() -> {
          Promise<Void> over =
              Workflow.newTimer(Policies.HAND_OVER, timer("the watch closes its streams"));
          Workflow.await(() -> ended || over.isCompleted());
        });
    patience.run();
    patience.cancel();
  }

  private static TimerOptions timer(String summary) {
    return TimerOptions.newBuilder().setSummary(summary).build();
  }
}
