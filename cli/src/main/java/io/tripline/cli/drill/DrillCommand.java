package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.ShellWord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whole incidents with production code on the simulated broker, judged from outside. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Rehearse whole incidents on the simulated broker, judged from outside.",
      "Each scenario has a system and a folder of its own; one that fails keeps none of the others"
          + " from being played.",
      "Exit codes: 0 every scenario passed, 1 one did not, 130 interrupted."
    })
public final class DrillCommand implements Callable<Integer> {
  @Mixin Common common;

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description = "Such as daily-loss; see --list.")
  List<String> scenarios = new ArrayList<>();

  @Option(names = "--all", description = "Every scenario, with one table at the end.")
  boolean all;

  @Option(
      names = "--list",
      description = "Name the scenarios by severity, with what they cover of the runbook.")
  boolean list;

  @Option(
      names = "--keep",
      description =
          "Leave the system of the last scenario running at the end, to look around, until Ctrl-C;"
              + " never remove the folders.")
  boolean keep;

  @Option(
      names = "--manual",
      description = "Leave acknowledging and approving to you, at a second terminal.")
  boolean manual;

  @Option(
      names = "--early-reset",
      description = "daily-loss: reset by request and approval on the same day, not by the next.")
  boolean earlyReset;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description =
          "How many scenarios may run beside each other, 1 to 8: they mostly wait (default: 1; with"
              + " --all one for each processor, at most 4).")
  @Nullable Integer atOnce;

  @Option(names = "--kill", hidden = true, arity = "1", paramLabel = "PROCESS@MOMENT")
  List<String> kills = new ArrayList<>();

  private volatile @Nullable DrillRun kept;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Output output = common.output();
    if (list) {
      DrillTable.list().forEach(output::line);
      if (output.forMachines()) {
        output.rows("scenarios", DrillTable.rows());
      }
      return ExitCode.OK.number();
    }
    List<Scenario> chosen = chosen();
    int beside = beside();
    List<Kill> planned = kills.stream().map(Kill::parse).toList();
    DrillOptions options = new DrillOptions(manual, earlyReset, keep, planned);
    prune(output);
    DrillSeries series = new DrillSeries(chosen);
    Thread hook = new Thread(() -> interrupted(series, chosen, output), "say what was not run");
    Runtime.getRuntime().addShutdownHook(hook);
    Scenario last = chosen.get(chosen.size() - 1);
    Saying saying = new Saying(output, beside > 1);
    series.play(
        beside,
        scenario -> play(scenario, options, keep && scenario == last, saying),
        saying::verdict);
    if (series.isStopped()) {
      // The hook says how far it came.
      return ExitCode.INTERRUPTED.number();
    }
    show(series, chosen, output);
    waitWhileKept(output);
    forget(hook);
    return (series.passed() ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private List<Scenario> chosen() {
    if (all && !scenarios.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "drill: name scenarios or --all, not both: " + scenarios);
    }
    List<Scenario> chosen =
        all
            ? List.of(Scenario.values())
            : scenarios.stream().map(Scenario::parse).distinct().toList();
    if (chosen.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "drill: name a scenario or --all; `./tripline drill --list` names them");
    }
    return chosen;
  }

  private int beside() {
    Integer asked = atOnce;
    if (asked != null && (asked < 1 || asked > 8)) {
      throw new CommandFailure(ExitCode.USAGE, "--at-once: must be 1 to 8, was " + asked);
    }
    // What is kept, or is answered by a person, has the terminal for itself.
    if (keep || manual) {
      return 1;
    }
    int usual = all ? Math.min(4, Runtime.getRuntime().availableProcessors()) : 1;
    return asked == null ? usual : asked;
  }

  /** One at a time: folders are named by the instant, and ports are looked for. */
  private synchronized DrillPlace place(Scenario scenario) throws IOException {
    return DrillPlace.make(common.installation(), Instant.now(), scenario.plot());
  }

  private void prune(Output output) {
    try {
      DrillFolders.prune(DrillFolders.below(common.installation().home()), Instant.now());
    } catch (IOException | java.io.UncheckedIOException e) {
      output.say("drill: folders of old drills can't be removed: " + e.getMessage());
    }
  }

  private DrillResult play(Scenario scenario, DrillOptions options, boolean stays, Saying saying)
      throws IOException, InterruptedException {
    DrillPlace place = place(scenario);
    Consumer<String> say = saying.of(scenario);
    if (keep) {
      DrillFolders.keep(place.where().data());
    }
    announce(scenario, place, say);
    DrillRun run =
        new DrillRun(scenario, place, options, new Transcript(place.where().data(), say));
    if (stays) {
      kept = run;
      return run.rehearse();
    }
    try (run) {
      return run.rehearse();
    }
  }

  private void show(DrillSeries series, List<Scenario> chosen, Output output) {
    List<DrillSeries.Played> played = series.played();
    switch (common.format()) {
      case TABLE -> {
        if (chosen.size() > 1 && !played.isEmpty()) {
          output.line("");
          output.rows("drills", played.stream().map(DrillTable::row).toList());
          played.forEach(each ->
              DrillTable.failures(each)
                  .forEach(why -> output.line(each.scenario().word() + "  FAIL  " + why)));
          long passed = played.stream().filter(each -> each.result().passed()).count();
          output.line("DRILLS " + passed + " of " + chosen.size() + " passed");
        }
      }
      case JSON ->
          output.document(
              chosen.size() == 1 && played.size() == 1
                  ? DrillTable.document(played.get(0))
                  : DrillTable.document(series));
      case JSONL -> played.forEach(each -> output.document(DrillTable.document(each)));
    }
  }

  private void waitWhileKept(Output output) throws InterruptedException {
    DrillRun running = kept;
    if (running == null) {
      return;
    }
    output.say("everything still runs; look around with --data " + ShellWord.of(running.folder()));
    output.say("UI " + running.ui() + "; Ctrl-C ends it");
    new CountDownLatch(1).await();
  }

  /** Runs beside the end of the drill's own system. */
  private void interrupted(DrillSeries series, List<Scenario> chosen, Output output) {
    List<Scenario> notRun = series.notRun();
    series.stop();
    if (notRun.isEmpty()) {
      return;
    }
    output.say("drill: interrupted; everything that was started is being stopped");
    if (chosen.size() > 1) {
      show(series, chosen, output);
    }
    output.say(
        "drill: no verdict for " + String.join(", ", notRun.stream().map(Scenario::word).toList()));
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It runs, or has run.
    }
  }

  private void announce(Scenario scenario, DrillPlace place, Consumer<String> say) {
    Plot plot = scenario.plot();
    say.accept("DRILL " + plot.word() + ": " + plot.severity() + ": " + plot.description());
    say.accept("this will");
    say.accept(
        "  start a Temporal server on port "
            + place.temporalPort()
            + " (UI on port "
            + place.uiPort()
            + "), downloading the Temporal CLI (about 45 MB) if there is none");
    say.accept(
        "  start a simulated broker on port "
            + place.simulatorPort()
            + " and two worker processes");
    say.accept("  keep everything in " + place.where().data());
    say.accept(
        "  take about "
            + plot.minutes()
            + " minutes; it reads no API key, reaches no"
            + " real broker and notifies nobody");
    if (manual) {
      say.accept("  wait for you to acknowledge and to approve at a second terminal");
    }
  }
}
