package io.tripline.simulator.admin;

import java.util.List;

/**
 * A named course of events for a broker: what the market, the account and the API do, and when.
 *
 * @param name as in {@code --scenario NAME}
 * @param description one line for a list
 */
public record Scenario(String name, String description, Script script) {
  /** What happens; runs while the broker is locked. */
  @FunctionalInterface
  public interface Script {
    /** Does the first things at once and puts the others on the stage's agenda. */
    void play(Stage stage);
  }

  /**
   * The scenario with a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that are there
   */
  public static Scenario named(String name) {
    return Scenarios.ALL.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "scenario: must be one of "
                    + Scenarios.ALL.stream().map(Scenario::name).toList()
                    + ", was "
                    + name));
  }

  /** All scenarios, in the order in which they are listed. */
  public static List<Scenario> all() {
    return Scenarios.ALL;
  }
}
