package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.up.LocalSystem;
import io.tripline.cli.up.Supervisor;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Carries out a {@link ChaosPlan} in a thread of its own. */
final class Strikes {
  private static final String TEMPORAL = "temporal";

  private final ChaosPlan plan;
  private final Supervisor supervisor;
  private final TypedCommand typed;
  private final Consumer<String> say;

  Strikes(ChaosPlan plan, Supervisor supervisor, TypedCommand typed, Consumer<String> say) {
    this.plan = plan;
    this.supervisor = supervisor;
    this.typed = typed;
    this.say = say;
  }

  /** The session holds its position: the time runs. */
  void begin() {
    Thread.ofPlatform().daemon().name("chaos").start(this::run);
  }

  private void run() {
    long began = System.nanoTime();
    try {
      for (ChaosPlan.Strike strike : plan.strikes()) {
        Duration left = strike.after().minusNanos(System.nanoTime() - began);
        if (left.isPositive()) {
          Thread.sleep(left.toMillis());
        }
        say.accept("chaos: kill -9 " + strike.shown());
        strike(strike);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void strike(ChaosPlan.Strike strike) {
    switch (strike.victim()) {
      case TRADING -> kill(LocalSystem.TRADING);
      case RESPONSE -> kill(LocalSystem.RESPONSE);
      case TEMPORAL -> kill(TEMPORAL);
      case CLI -> typed.killsTheNext(strike.typedAfter());
      case ALL -> List.of(TEMPORAL, LocalSystem.TRADING, LocalSystem.RESPONSE).forEach(this::kill);
    }
  }

  /** It may be dead already, or the drill over: then there is nothing to kill. */
  private void kill(String process) {
    try {
      supervisor.kill(process);
    } catch (CommandFailure e) {
      say.accept("chaos: " + e.getMessage());
    }
  }
}
