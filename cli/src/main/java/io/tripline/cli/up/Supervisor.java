package io.tripline.cli.up;

import io.tripline.activities.journal.ProcessEvent;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Starts the system's processes, starts again what dies (with back-off, and says so), and stops
 * them in the opposite order. Thread-safe.
 */
public final class Supervisor implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A process that lived this long is not in a crash loop. */
  private static final Duration SETTLED = Duration.ofSeconds(60);

  /** Workers finish what they are at within this time. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);

  /** Deaths in a row before a process is ready that mean that it can't start. */
  private static final int HOPELESS = 3;

  private final Consumer<String> say;
  private final Runnable changed;
  private final Consumer<ProcessEvent> seen;
  private final Map<String, Child> children = new LinkedHashMap<>();
  private final Map<String, Integer> deaths = new LinkedHashMap<>();
  private final Set<String> held = new HashSet<>();
  private boolean closing;

  /**
   * Supervises nothing yet.
   *
   * @param say hears of deaths and restarts, in words
   * @param changed runs after each change of pids
   * @param seen takes deaths and restarts for the record
   */
  public Supervisor(Consumer<String> say, Runnable changed, Consumer<ProcessEvent> seen) {
    this.say = say;
    this.changed = changed;
    this.seen = seen;
  }

  /** Starts a process and keeps it running. */
  void start(ChildPlan plan) throws IOException {
    watch(Child.start(plan));
  }

  /** Keeps a process running that lives already. */
  void adopt(ChildPlan plan, ProcessHandle process) {
    watch(Child.adopt(plan, process));
  }

  /** Waits until {@code ready}; fails with the end of its log when the process can't start. */
  void awaitReady(String name, BooleanSupplier ready, Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (!ready.getAsBoolean()) {
      if (deathsOf(name) >= HOPELESS || System.nanoTime() > end) {
        Path log = planOf(name).log();
        throw new CommandFailure(
            ExitCode.FAILED,
            name
                + (deathsOf(name) >= HOPELESS
                    ? " ends as soon as it starts: "
                    : " was not ready after " + within.toSeconds() + " s: ")
                + lastLine(log)
                + " (log: "
                + log
                + ")");
      }
      Thread.sleep(100);
    }
  }

  /** The processes as they are now, in the order of their start. */
  public synchronized List<RunState.ProcessAt> processes() {
    return children.values().stream().map(Child::describe).toList();
  }

  /** Kills one, as a crash would; it is started again. */
  public void kill(String name) {
    Child child;
    synchronized (this) {
      child = children.get(name);
    }
    if (child == null) {
      throw new CommandFailure(ExitCode.USAGE, "no process " + name + " runs here");
    }
    child.kill();
  }

  /** From now on a process that dies stays dead, until {@link #release}: nobody is there. */
  public synchronized void hold(String name) {
    held.add(name);
  }

  /** Starts what died while it was held, and keeps it running again. */
  public synchronized void release(String name) {
    held.remove(name);
    notifyAll();
  }

  private synchronized void awaitRelease(String name) throws InterruptedException {
    while (held.contains(name) && !closing) {
      wait();
    }
  }

  private void watch(Child child) {
    boolean late;
    synchronized (this) {
      late = closing;
      if (!late) {
        children.put(child.plan().name(), child);
      }
    }
    if (late) {
      child.stop(STOP_PATIENCE);
      throw new CommandFailure(
          ExitCode.FAILED, child.plan().name() + " was not started: everything stops");
    }
    changed.run();
    Thread.ofPlatform().daemon().name("watch " + child.plan().name()).start(() -> keep(child));
  }

  private void keep(Child first) {
    Child child = first;
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        long began = System.nanoTime();
        child.await();
        if (isClosing()) {
          return;
        }
        if (System.nanoTime() - began > SETTLED.toNanos()) {
          pause = FIRST_PAUSE;
          reset(child.plan().name());
        }
        note(child, ProcessEvent.Kind.ENDED);
        say.accept(
            child.plan().name()
                + " (process "
                + child.pid()
                + ") has ended; starting it again (log: "
                + child.plan().log()
                + ")");
        Optional<Child> next = Optional.empty();
        while (next.isEmpty()) {
          Thread.sleep(pause);
          awaitRelease(child.plan().name());
          if (isClosing()) {
            return;
          }
          pause = longer(pause);
          next = tryAgain(child.plan(), pause);
        }
        child = next.get();
        note(child, ProcessEvent.Kind.STARTED_AGAIN);
        changed.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /** A machine that has no memory or no process left for it may have some a little later. */
  private Optional<Child> tryAgain(ChildPlan plan, Duration pause) {
    try {
      return restart(plan);
    } catch (IOException e) {
      say.accept(
          plan.name()
              + " can't be started: "
              + e.getMessage()
              + "; the next try is in "
              + (pause.toMillis() + 999) / 1_000
              + " s");
      return Optional.empty();
    }
  }

  private void note(Child child, ProcessEvent.Kind kind) {
    seen.accept(new ProcessEvent(Instant.now(), child.plan().name(), child.pid(), kind));
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private synchronized void reset(String name) {
    deaths.remove(name);
  }

  private synchronized int deathsOf(String name) {
    return deaths.getOrDefault(name, 0);
  }

  private synchronized ChildPlan planOf(String name) {
    Child child = children.get(name);
    if (child == null) {
      throw new IllegalArgumentException("no process " + name);
    }
    return child.plan();
  }

  private synchronized Optional<Child> restart(ChildPlan plan) throws IOException {
    if (closing) {
      return Optional.empty();
    }
    deaths.merge(plan.name(), 1, Integer::sum);
    Child child = Child.start(plan);
    children.put(plan.name(), child);
    return Optional.of(child);
  }

  /** Stops everything, the last started first. */
  @Override
  public void close() {
    Deque<Child> order = new ArrayDeque<>();
    synchronized (this) {
      closing = true;
      notifyAll();
      children.values().forEach(order::push);
      children.clear();
    }
    order.forEach(child -> child.stop(STOP_PATIENCE));
  }

  /** The end of a log, for one-line explanations. */
  static String lastLine(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
              .toList();
      return lines.stream()
          .filter(line -> line.startsWith("tripline: "))
          .reduce((first, second) -> second)
          .map(line -> line.substring("tripline: ".length()))
          .or(() -> lines.stream().reduce((first, second) -> second))
          .orElse("it said nothing")
          .strip();
    } catch (IOException e) {
      return "it left no log";
    }
  }
}
