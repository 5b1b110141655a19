package io.tripline.worker;

import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** Sizes and times of the workers, each with its reason. */
final class Tuning {
  /** Every guard holds one slot with its watch; 500 guards a worker, and room for the rest. */
  private static final int ACTIVITY_SLOTS = 1_500;

  /** Cached workflows answer at once: a guard, a flatten and an incident for each of 500. */
  private static final int CACHED_WORKFLOWS = 2_000;

  /** A dead worker's cached workflows move on after this; with a task time-out of 2 s. */
  private static final Duration STICKY = Duration.ofSeconds(1);

  /** The watch beats each 2 s; the SDK must not hold its beats back for longer. */
  private static final Duration HEARTBEAT_THROTTLE = Duration.ofSeconds(1);

  /** The SDK's 1 s also counts the wait for a busy processor. */
  private static final long DEADLOCK_MILLIS = 3_000;

  private Tuning() {}

  static WorkerFactoryOptions factory(WorkerInterceptor barrier) {
    return WorkerFactoryOptions.newBuilder()
        .setWorkerInterceptors(barrier)
        .setWorkflowCacheSize(CACHED_WORKFLOWS)
        .setUsingVirtualWorkflowThreads(true)
        .build();
  }

  static WorkerOptions worker() {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(ACTIVITY_SLOTS)
        .setStickyQueueScheduleToStartTimeout(STICKY)
        .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
        .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
        .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
        .setUsingVirtualThreads(true)
        .build();
  }
}
