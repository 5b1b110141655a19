package io.tripline.workflows.guard;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.liveness.Liveness;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the trading worker does with each beat; it returns at once where nothing else was said. */
final class TradingWorkerByHand implements Liveness {
  /** How a beat ends. */
  enum End {
    /** The worker dies with it: no heartbeat, no answer. */
    DIES,
    /** The worker says that it stops. */
    ANNOUNCED
  }

  final Queue<End> next = new ConcurrentLinkedQueue<>();
  final AtomicInteger beats = new AtomicInteger();

  @Override
  public void beat(AccountName account) {
    beats.incrementAndGet();
    End end = next.poll();
    if (end == End.DIES) {
      Activity.getExecutionContext().doNotCompleteOnReturn();
    } else if (end == End.ANNOUNCED) {
      throw ApplicationFailure.newNonRetryableFailure("deploy", ANNOUNCED_STOP);
    }
  }
}
