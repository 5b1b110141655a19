package io.tripline.cli.up;

import io.temporal.client.WorkflowException;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.status.BrokerPart;
import io.tripline.worker.config.Settings;
import io.tripline.workflows.account.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What nobody watches any more once {@code up} has ended, looked up just before. */
record Unguarded(String account, boolean simulated, BrokerPart broker, List<String> incidents) {
  /** How long somebody who typed Ctrl-C waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Looks, but not for long: what should stop must stop, whoever does not answer. */
  static Unguarded look(Installation where, LocalSystem system, Settings settings) {
    return within(
        PATIENCE,
        () -> see(where, system, settings),
        new Unguarded(
            settings.account().name().value(),
            settings.account().environment() == Environment.SIMULATOR,
            BrokerPart.unseen("no answer while everything stopped"),
            List.of()));
  }

  /** What a look finds within a time, else what is left to say. */
  static Unguarded within(Duration patience, Callable<Unguarded> look, Unguarded otherwise) {
    FutureTask<Unguarded> task = new FutureTask<>(look);
    Thread.ofPlatform().daemon().name("last look").start(task);
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return otherwise;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    }
  }

  private static Unguarded see(Installation where, LocalSystem system, Settings settings) {
    List<String> incidents = new ArrayList<>();
    try {
      incidents.addAll(system.temporal().guard(settings.account().name()).status().incidents());
    } catch (WorkflowException | IllegalStateException e) {
      // The guard can't be asked any more; the incidents are found again by the next up.
    }
    return new Unguarded(
        settings.account().name().value(),
        settings.account().environment() == Environment.SIMULATOR,
        BrokerPart.look(where, System.getenv(), settings.account().name()),
        incidents);
  }

  List<String> lines(String options) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "stopped. Account "
            + account
            + " is now unguarded: "
            + (broker.seen()
                ? (broker.positions().isEmpty()
                        ? "it holds nothing"
                        : "it holds " + String.join(", ", broker.positions()))
                    + ", open orders: "
                    + broker.openOrders()
                : "what it holds could not be seen")
            + (simulated ? " (simulated)" : "")
            + "; no limit is watched and nothing trips");
    for (String incident : incidents) {
      lines.add("incident " + incident + " stands still until the next up");
    }
    lines.add("guard it again: ./tripline up" + options);
    return lines;
  }
}
