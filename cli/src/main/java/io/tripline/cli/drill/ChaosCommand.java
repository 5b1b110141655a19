package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drills in which processes are killed at random instants, judged from outside like any drill. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Run daily-loss drills on a real server and kill -9 the trading worker, the response worker,"
          + " the Temporal server, a typed command, or all, at random instants.",
      "Each run is judged from outside: flat, no order twice, resolved, the audit whole, each"
          + " decision once. A run that fails keeps its directory; --seed repeats it.",
      "Exit codes: 0 every run passed, 1 one did not."
    })
public final class ChaosCommand implements Callable<Integer> {
  private static final int MOST_AT_ONCE = 8;

  @Mixin Common common;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many drills, about 3 minutes each (default: ${DEFAULT-VALUE}).")
  int runs = 1;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the first run, the next ones count up (default: a random one).")
  @Nullable Long seed;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many run beside each other, 1 to 8; they mostly wait (default: ${DEFAULT-VALUE}).")
  int atOnce = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (runs < 1 || runs > 10_000) {
      throw new CommandFailure(ExitCode.USAGE, "--runs: must be 1 to 10000, was " + runs);
    }
    if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
      throw new CommandFailure(
          ExitCode.USAGE, "--at-once: must be 1 to " + MOST_AT_ONCE + ", was " + atOnce);
    }
    Output output = common.output();
    long first = seed != null ? seed : ThreadLocalRandom.current().nextInt(1_000_000);
    SortedMap<Long, Map<String, @Nullable Object>> rows = new ConcurrentSkipListMap<>();
    ExecutorService stages = Executors.newFixedThreadPool(Math.min(atOnce, runs));
    try {
      List<Future<?>> all = new ArrayList<>();
      for (long at = first; at < first + runs; at++) {
        ChaosPlan plan = ChaosPlan.of(at);
        all.add(stages.submit(() -> rows.put(plan.seed(), tried(plan, output))));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      stages.shutdownNow();
    }
    long passed = rows.values().stream().filter(row -> "passed".equals(row.get("outcome"))).count();
    output.rows("runs", List.copyOf(rows.values()));
    output.line("CHAOS " + passed + " of " + runs + " runs passed");
    return (passed == runs ? ExitCode.OK : ExitCode.FAILED).number();
  }

  /** A run that can't even be carried out has failed; the others go on. */
  private Map<String, @Nullable Object> tried(ChaosPlan plan, Output output)
      throws InterruptedException {
    output.say("CHAOS seed " + plan.seed() + ": " + plan.shown());
    Map<String, @Nullable Object> row;
    try {
      row = run(plan, output);
    } catch (IOException | RuntimeException e) {
      row = new LinkedHashMap<>();
      row.put("seed", plan.seed());
      row.put("kills", plan.shown());
      row.put("reset", plan.reset());
      row.put("outcome", "FAILED");
      row.put("tripToFlatMs", null);
      row.put("seconds", null);
      row.put("failed", List.of("not carried out: " + e));
      row.put("kept", "");
    }
    output.say("CHAOS seed " + plan.seed() + " " + row.get("outcome") + " " + row.get("failed"));
    return row;
  }

  private Map<String, @Nullable Object> run(ChaosPlan plan, Output output)
      throws IOException, InterruptedException {
    Scenario scenario = Scenario.DAILY_LOSS;
    DrillPlace place = DrillPlace.make(common.installation(), Instant.now(), scenario.plot());
    DrillOptions options = new DrillOptions(false, plan.earlyReset(), false, List.of(), plan);
    long began = System.nanoTime();
    Path said = place.where().data().resolve("chaos.log");
    List<String> lines = new ArrayList<>();
    DrillResult result;
    try (DrillRun drill =
        new DrillRun(
            scenario,
            place,
            options,
            line -> {
              synchronized (lines) {
                lines.add(Instant.now() + " " + line);
              }
            })) {
      result = drill.rehearse();
    }
    lines.addAll(result.lines());
    Files.write(said, lines);
    List<String> failed =
        result.findings().stream()
            .filter(each -> !each.passed())
            .map(each -> each.name() + " (" + each.detail() + ")")
            .toList();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("seed", plan.seed());
    row.put("kills", plan.shown());
    row.put("reset", plan.reset());
    row.put("outcome", result.passed() ? "passed" : "FAILED");
    row.put("tripToFlatMs", result.times().get("tripToProvenFlat"));
    row.put("seconds", Duration.ofNanos(System.nanoTime() - began).toSeconds());
    row.put("failed", failed);
    row.put("kept", result.passed() ? "" : place.where().data().toString());
    if (result.passed()) {
      DrillFolders.remove(place.where().data());
    } else {
      output.say(
          "CHAOS seed "
              + plan.seed()
              + " FAILED, kept in "
              + place.where().data()
              + "; again: ./tripline chaos --seed "
              + plan.seed());
    }
    return row;
  }
}
