package io.tripline.cli.drill;

import io.tripline.cli.Output;
import java.util.function.Consumer;

/**
 * What several drills say at one terminal: where they run beside each other, each line says whose.
 */
record Saying(Output output, boolean several) {
  /** Where the drill of a scenario says its lines. */
  Consumer<String> of(Scenario scenario) {
    return several ? line -> output.say("[" + scenario.word() + "] " + line) : output::say;
  }

  /** The verdict of one, in one piece. */
  void verdict(DrillSeries.Played played) {
    if (several) {
      output.line("");
      output.line("DRILL " + played.scenario().word());
    }
    played.result().lines().forEach(output::line);
  }
}
