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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
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

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (runs < 1 || runs > 10_000) {
      throw new CommandFailure(ExitCode.USAGE, "--runs: must be 1 to 10000, was " + runs);
    }
    Output output = common.output();
    long first = seed != null ? seed : ThreadLocalRandom.current().nextInt(1_000_000);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    int failed = 0;
    for (int i = 0; i < runs; i++) {
      ChaosPlan plan = ChaosPlan.of(first + i);
      output.say(
          "CHAOS run " + (i + 1) + " of " + runs + ", seed " + plan.seed() + ": " + plan.shown());
      Map<String, @Nullable Object> row = run(plan, output);
      failed += "passed".equals(row.get("outcome")) ? 0 : 1;
      rows.add(row);
      output.say("CHAOS seed " + plan.seed() + " " + row.get("outcome") + " " + row.get("failed"));
    }
    output.rows("runs", rows);
    output.line("CHAOS " + (runs - failed) + " of " + runs + " runs passed");
    return (failed == 0 ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private Map<String, @Nullable Object> run(ChaosPlan plan, Output output)
      throws IOException, InterruptedException {
    Scenario scenario = Scenario.DAILY_LOSS;
    DrillPlace place = DrillPlace.make(common.installation(), Instant.now(), scenario.session());
    DrillOptions options = new DrillOptions(false, plan.earlyReset(), false, List.of(), plan);
    long began = System.nanoTime();
    Path said = place.where().data().resolve("chaos.log");
    List<String> lines = new ArrayList<>();
    DrillResult result =
        new DrillRun(
                scenario,
                place,
                options,
                line -> {
                  synchronized (lines) {
                    lines.add(Instant.now() + " " + line);
                  }
                })
            .run();
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
    row.put("reset", plan.earlyReset() ? "by people" : "next day");
    row.put("outcome", result.passed() ? "passed" : "FAILED");
    row.put("tripToFlatMs", result.times().get("tripToProvenFlat"));
    row.put("seconds", Duration.ofNanos(System.nanoTime() - began).toSeconds());
    row.put("failed", failed);
    row.put("kept", result.passed() ? "" : place.where().data().toString());
    if (result.passed()) {
      remove(place.where().data());
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

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
