package io.tripline.cli.drill;

import io.temporal.activity.DynamicActivity;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.EncodedValues;
import io.temporal.worker.WorkerFactory;
import java.util.Map;

/**
 * A strategy from outside that does what the drill says: served on a task queue of its own, as
 * {@code docs/strategies.md} describes it for everybody. It makes a session trade often enough that
 * a pattern in its fills shows within minutes.
 */
final class SwingStrategy implements AutoCloseable, DynamicActivity {
  private static final String QUEUE = "drill-strategies";

  private final WorkerFactory factory;
  private volatile boolean wantsLong = true;

  /** Serves it from now on. */
  SwingStrategy(WorkflowClient client) {
    factory = WorkerFactory.newInstance(client);
    factory.newWorker(QUEUE).registerActivitiesImplementations(this);
    factory.start();
  }

  /** The lines of the session's configuration that name it. */
  static String configuration() {
    return "  strategy: {name: drill-swing, taskQueue: " + QUEUE + "}\n  interval: 1m\n";
  }

  /** What it answers from now on. */
  void wants(boolean toBeLong) {
    wantsLong = toBeLong;
  }

  @Override
  public Object execute(EncodedValues question) {
    return Map.of("target", wantsLong ? "long" : "flat", "reason", "the drill says so");
  }

  @Override
  public void close() {
    factory.shutdownNow();
  }
}
