package io.tripline.cli.up;

import io.tripline.cli.connect.RunState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One running process of the system; ours, or one that an earlier {@code up} left behind. */
final class Child {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final ChildPlan plan;
  private final ProcessHandle process;

  private Child(ChildPlan plan, ProcessHandle process) {
    this.plan = plan;
    this.process = process;
  }

  /** Starts it in a session of its own, so that the terminal's Ctrl-C reaches only us. */
  static Child start(ChildPlan plan) throws IOException {
    Files.createDirectories(plan.log().getParent());
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.addAll(plan.command());
    ProcessBuilder builder = new ProcessBuilder(command);
    plan.environment()
        .forEach((name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
    return new Child(plan, builder.start().toHandle());
  }

  /** Takes over a process that lives already. */
  static Child adopt(ChildPlan plan, ProcessHandle process) {
    return new Child(plan, process);
  }

  ChildPlan plan() {
    return plan;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  RunState.ProcessAt describe() {
    return new RunState.ProcessAt(
        plan.name(), process.pid(), RunState.startOf(process), plan.log().toString());
  }

  /** Waits for its end. */
  void await() throws InterruptedException {
    try {
      process.onExit().get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a process can't be watched", e);
    }
  }

  /** Asks it to end, then insists. */
  void stop(Duration patience) {
    process.destroy();
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      kill();
    }
  }

  /** Ends it without a word, as a crash would. */
  void kill() {
    process.destroyForcibly();
  }
}
