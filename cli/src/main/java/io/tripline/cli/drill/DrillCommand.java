package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A whole incident with production code on the simulated broker, judged from outside. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = "Rehearse a whole incident on the simulated broker, judged from outside.")
public final class DrillCommand implements Callable<Integer> {
  @Mixin Common common;

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description = "Such as daily-loss; see --list.")
  List<String> scenarios = new ArrayList<>();

  @Option(names = "--all", description = "Every scenario, one after the other.")
  boolean all;

  @Option(names = "--list", description = "Name the scenarios.")
  boolean list;

  @Option(
      names = "--keep",
      description = "Leave everything running at the end, to look around, until Ctrl-C.")
  boolean keep;

  @Option(
      names = "--manual",
      description = "Leave acknowledging and approving to you, at a second terminal.")
  boolean manual;

  @Option(
      names = "--early-reset",
      description = "Reset by request and approval on the same day, not by the next one.")
  boolean earlyReset;

  @Option(names = "--kill", hidden = true, arity = "1", paramLabel = "PROCESS@MOMENT")
  List<String> kills = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Output output = common.output();
    if (list) {
      output.rows("scenarios", Arrays.stream(Scenario.values()).map(DrillCommand::row).toList());
      return ExitCode.OK.number();
    }
    List<Scenario> chosen =
        all
            ? List.of(Scenario.values())
            : scenarios.stream().map(Scenario::parse).distinct().toList();
    if (chosen.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "drill: name a scenario or --all; `./tripline drill --list` names them");
    }
    List<Kill> planned = kills.stream().map(Kill::parse).toList();
    boolean passed = true;
    for (Scenario scenario : chosen) {
      passed &= run(scenario, planned, output);
    }
    return (passed ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private boolean run(Scenario scenario, List<Kill> planned, Output output)
      throws IOException, InterruptedException {
    DrillPlace place = DrillPlace.make(common.installation(), Instant.now(), scenario.session());
    DrillOptions options = new DrillOptions(manual, earlyReset, keep, planned);
    announce(scenario, place, output);
    DrillResult result = new DrillRun(scenario, place, options, output::say).run();
    result.lines().forEach(output::line);
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("scenario", scenario.word());
    document.putAll(result.document());
    output.document(document);
    return result.passed();
  }

  private void announce(Scenario scenario, DrillPlace place, Output output) {
    output.say("DRILL " + scenario.word() + ": " + scenario.description());
    output.say("this will");
    output.say(
        "  start a Temporal server on port "
            + place.temporalPort()
            + " (UI on port "
            + place.uiPort()
            + "), downloading the Temporal CLI (about 45 MB) if there is none");
    output.say(
        "  start a simulated broker on port "
            + place.simulatorPort()
            + " and two worker processes");
    output.say("  keep everything in " + place.where().data());
    output.say(
        "  take about "
            + scenario.minutes()
            + " minutes; it reads no API key, reaches no"
            + " real broker and notifies nobody");
    if (manual) {
      output.say("  wait for you to acknowledge and to approve at a second terminal");
    }
  }

  private static Map<String, Object> row(Scenario scenario) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("scenario", scenario.word());
    row.put("minutes", scenario.minutes());
    row.put("description", scenario.description());
    return row;
  }
}
