package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.up.LocalSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts the whole system in the drill's own place, rehearses a scenario on it, and ends it when it
 * is closed or the program is interrupted, at whatever instant: no process stays behind.
 */
final class DrillRun implements AutoCloseable {
  /** What no part of a drill needs; its waits have shorter ends of their own, with reasons. */
  private static final Duration LONGEST = Duration.ofMinutes(12);

  private static final Duration LONGEST_BY_HAND = Duration.ofHours(3);

  /** A start that is interrupted ends by itself, unless it is downloading. */
  private static final Duration START_GIVES_UP = Duration.ofSeconds(20);

  private final Scenario scenario;
  private final DrillPlace place;
  private final DrillOptions options;
  private final Consumer<String> say;
  private final Thread hook = new Thread(this::interrupted, "stop the drill");
  private final ReentrantLock starting = new ReentrantLock();
  private volatile @Nullable LocalSystem system;
  private volatile @Nullable Stage stage;
  private volatile boolean stopped;

  DrillRun(Scenario scenario, DrillPlace place, DrillOptions options, Consumer<String> say) {
    this.scenario = scenario;
    this.place = place;
    this.options = options;
    this.say = say;
  }

  /** Rehearses it once; whatever goes wrong is a verdict. The system runs until {@link #close}. */
  DrillResult rehearse() throws InterruptedException {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return failed("interrupted before it began");
    }
    try {
      return within(new Stage(place, options, start(), this::say));
    } catch (CommandFailure e) {
      say("drill: " + e.getMessage());
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      return crashed(e);
    }
  }

  private LocalSystem start() throws IOException, InterruptedException {
    starting.lock();
    try {
      if (stopped) {
        throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted while it started");
      }
      LocalSystem started = LocalSystem.start(place.plan(), line -> say("drill: " + line));
      system = started;
      return started;
    } finally {
      starting.unlock();
    }
  }

  /** In a thread of its own, so that a rehearsal that hangs ends as a failure. */
  private DrillResult within(Stage running) throws IOException, InterruptedException {
    stage = running;
    FutureTask<DrillResult> rehearsal =
        new FutureTask<>(() -> scenario.plot().on(running).rehearse());
    Thread thread = Thread.ofPlatform().daemon().name("drill " + scenario.word()).start(rehearsal);
    Duration limit = limit();
    try {
      return rehearsal.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      return failed("did not end within " + limit.toMinutes() + " min");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CommandFailure failure) {
        say("drill: " + failure.getMessage());
        return failed(String.valueOf(failure.getMessage()));
      }
      return crashed(cause == null ? e : cause);
    }
  }

  private Duration limit() {
    return options.manual()
        ? LONGEST_BY_HAND
        : options.patience(LONGEST.plusMinutes(3L * scenario.plot().minutes()));
  }

  private DrillResult crashed(Throwable thrown) {
    Path trace = place.where().data().resolve("failure.txt");
    try (PrintWriter file = new PrintWriter(trace.toFile(), StandardCharsets.UTF_8)) {
      thrown.printStackTrace(file);
    } catch (IOException e) {
      say("drill: " + trace + " can't be written: " + e.getMessage());
    }
    String why = "crashed: " + thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
    say("drill: " + why + " (trace: " + trace + ")");
    return failed(why);
  }

  private DrillResult failed(String why) {
    return DrillResult.notCarriedOut(why, place.where().data().toString());
  }

  Path folder() {
    return place.where().data();
  }

  /** Where to look around while it runs. */
  String ui() {
    Stage running = stage;
    return running == null ? "" : running.ui();
  }

  private void say(String line) {
    if (!stopped) {
      say.accept(line);
    }
  }

  private void interrupted() {
    stopped = true;
    boolean mine = false;
    try {
      mine = starting.tryLock(START_GIVES_UP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
    // Typed commands, bots of others, a download: all that this process ever started.
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    if (mine) {
      starting.unlock();
    }
  }

  private void stop() {
    Stage running = stage;
    if (running != null) {
      running.close();
    }
    LocalSystem started = system;
    if (started != null) {
      started.close();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It runs, or has run.
    }
  }
}
