package io.tripline.activities.guard;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.liveness.Liveness;
import java.time.Duration;

/** {@link Liveness}: beats while the canary of its own queue answers. Thread-safe. */
public final class CanaryBeat implements Liveness {
  private static final Duration EACH = Duration.ofSeconds(1);

  /** Longer than the heartbeat may be missing: whoever waits has given this one up. */
  private static final Duration SILENT = Duration.ofSeconds(40);

  private final Canary canary;

  /** The client must use the workers' data converter. */
  public CanaryBeat(WorkflowClient client) {
    this.canary = new Canary(client);
  }

  @Override
  public void beat(AccountName account) {
    ActivityExecutionContext activity = Activity.getExecutionContext();
    long beats = 0;
    long last = System.nanoTime();
    try {
      while (System.nanoTime() - last < SILENT.toNanos()) {
        if (canary.answers(account)) {
          last = System.nanoTime();
          activity.heartbeat(++beats);
        }
        Thread.sleep(EACH);
      }
    } catch (ActivityWorkerShutdownException e) {
      throw stops(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stops(e);
    }
    throw ApplicationFailure.newNonRetryableFailure("the trading canary does not answer", "SILENT");
  }

  private static ApplicationFailure stops(Exception why) {
    return ApplicationFailure.newNonRetryableFailureWithCause(
        "the worker was told to stop", ANNOUNCED_STOP, why);
  }
}
