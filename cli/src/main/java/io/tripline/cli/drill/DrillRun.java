package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.up.LocalSystem;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts the whole system in the drill's own place, rehearses a scenario on it, and ends it. */
final class DrillRun {
  private final Scenario scenario;
  private final DrillPlace place;
  private final DrillOptions options;
  private final Consumer<String> say;

  DrillRun(Scenario scenario, DrillPlace place, DrillOptions options, Consumer<String> say) {
    this.scenario = scenario;
    this.place = place;
    this.options = options;
    this.say = say;
  }

  DrillResult run() throws IOException, InterruptedException {
    LocalSystem[] running = new LocalSystem[1];
    Thread hook = new Thread(() -> close(running[0]), "stop the drill");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      LocalSystem system = LocalSystem.start(place.plan(), line -> say.accept("drill: " + line));
      running[0] = system;
      Stage stage = new Stage(place, options, system, say);
      DrillResult result = rehearse(stage);
      if (options.keep()) {
        result.lines().forEach(say);
        say.accept("everything still runs; look around with --data " + place.where().data());
        say.accept("UI " + stage.ui() + "; Ctrl-C ends it");
        new CountDownLatch(1).await();
      }
      return result;
    } finally {
      close(running[0]);
    }
  }

  private DrillResult rehearse(Stage stage) throws IOException, InterruptedException {
    try {
      return scenario.on(stage).rehearse();
    } catch (CommandFailure e) {
      say.accept("drill: " + e.getMessage());
      return stage.judge().stopped(String.valueOf(e.getMessage()));
    }
  }

  private static void close(@Nullable LocalSystem system) {
    if (system != null) {
      system.close();
    }
  }
}
