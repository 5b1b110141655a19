package io.tripline.cli.drill;

import io.tripline.cli.ShellWord;
import io.tripline.cli.up.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs our own commands as a person would type them: each a process of its own. Thread-safe. */
final class TypedCommand implements AutoCloseable {
  private static final int KILLED = 128 + 9;

  private final DrillPlace place;
  private final Consumer<String> line;
  private final AtomicReference<@Nullable Duration> strike = new AtomicReference<>();
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  TypedCommand(DrillPlace place, Consumer<String> line) {
    this.place = place;
    this.line = line;
  }

  /** The next command is killed so long after its start, and typed again. */
  void killsTheNext(Duration after) {
    strike.set(after);
  }

  /** Prints the command line and what it says; answers its exit code. */
  int run(String... arguments) throws IOException, InterruptedException {
    Duration killedAfter = strike.getAndSet(null);
    int code = once(killedAfter, arguments);
    if (killedAfter == null || code != KILLED) {
      return code;
    }
    line.accept("chaos: the command was killed; it is typed again");
    return once(null, arguments);
  }

  private int once(@Nullable Duration killedAfter, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data");
    all.add(place.where().data().toString());
    line.accept("$ " + shown(arguments) + options());
    ProcessBuilder builder = new ProcessBuilder(JavaCommand.brief(all)).redirectErrorStream(true);
    for (Map.Entry<String, String> each : place.commandEnvironment().entrySet()) {
      builder.environment().remove(each.getKey());
    }
    builder.environment().put("TRIPLINE_HOME", place.where().home().toString());
    Process process = builder.start();
    running.add(process);
    process.getOutputStream().close();
    if (killedAfter != null) {
      Thread.ofVirtual().start(() -> killAfter(process, killedAfter));
    }
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(each -> line.accept("  | " + each));
    }
    int code = process.waitFor();
    running.remove(process);
    line.accept("  exit code " + code);
    return code;
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    running.forEach(Process::destroyForcibly);
  }

  /** The options that lead to the drill. */
  String options() {
    return " --data " + ShellWord.of(place.where().data());
  }

  private static void killAfter(Process process, Duration after) {
    try {
      if (!process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String shown(String... arguments) {
    List<String> quoted = new ArrayList<>();
    for (String each : arguments) {
      quoted.add(ShellWord.of(each));
    }
    return "./tripline " + String.join(" ", quoted);
  }
}
