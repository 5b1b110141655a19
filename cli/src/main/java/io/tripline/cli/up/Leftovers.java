package io.tripline.cli.up;

import io.tripline.activities.journal.ProcessEvent;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Processes that an {@code up} left behind when it was killed. */
final class Leftovers {
  private final List<RunState.ProcessAt> processes;
  private final List<ProcessEvent> dead;
  private final Consumer<String> say;

  private Leftovers(
      List<RunState.ProcessAt> processes, List<ProcessEvent> dead, Consumer<String> say) {
    this.processes = processes;
    this.dead = dead;
    this.say = say;
  }

  static Leftovers find(Path data, Consumer<String> say) {
    List<RunState.ProcessAt> known =
        Installation.find(data, null, Map.of())
            .running()
            .map(RunState::processes)
            .orElse(List.of());
    Instant now = Instant.now();
    return new Leftovers(
        known.stream().filter(RunState.ProcessAt::alive).toList(),
        known.stream()
            .filter(each -> !each.alive())
            .map(each ->
                new ProcessEvent(now, each.name(), each.pid(), ProcessEvent.Kind.FOUND_DEAD))
            .toList(),
        say);
  }

  /** What did not outlive the run before, which did not end in order. */
  List<ProcessEvent> dead() {
    return dead;
  }

  Optional<ProcessHandle> of(String name) {
    return processes.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .flatMap(each -> RunState.alive(each.pid(), each.started()));
  }

  /** New workers take their place: they may be of an older build. */
  void stopWorkers() {
    for (RunState.ProcessAt each : processes) {
      if (each.name().startsWith("worker")) {
        say.accept(
            "stopping the " + each.name() + " that an earlier run left (" + each.pid() + ")");
        RunState.alive(each.pid(), each.started()).ifPresent(Leftovers::stop);
      }
    }
  }

  private static void stop(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(12, TimeUnit.SECONDS);
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
