package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import java.util.Arrays;
import java.util.List;

/** The incidents that can be rehearsed. */
enum Scenario {
  /** The day's loss crosses its limit. */
  DAILY_LOSS(
      "daily-loss",
      "P1: a session holds SPY, the market falls, the daily-loss switch trips; proven flat, reset,"
          + " report",
      3),
  /** The broker's API fails. */
  API_ERRORS(
      "api-errors",
      "P1: the broker's API fails, the API-error switch trips, nothing is closed; regraded to P0"
          + " when it refuses the keys; reset once it is healthy, the session starts again, report",
      3),
  /** A fill costs far more than it may. */
  SLIPPAGE(
      "slippage",
      "P1: a session's order fills 1.3 % away from the quote, the cost is confirmed, the slippage"
          + " switch trips; report, volatility label, thresholds and reset decided by two names",
      2),
  /** The trading worker hangs. */
  WORKER_HUNG(
      "worker-hung",
      "P0: the trading worker hangs (SIGSTOP) while SPY is held; noticed by the guard, the process"
          + " is killed and started again, no order doubled, report",
      4);

  private final String word;
  private final String description;
  private final int minutes;

  Scenario(String word, String description, int minutes) {
    this.word = word;
    this.description = description;
    this.minutes = minutes;
  }

  String word() {
    return word;
  }

  String description() {
    return description;
  }

  /** Lines of the drill's configuration below {@code session}; limits and waits stay shipped. */
  String session() {
    return switch (this) {
      case DAILY_LOSS, API_ERRORS, WORKER_HUNG -> "";
      // All held would lose more than the soft daily limit by one such fill: another drill.
      case SLIPPAGE -> "  exposure: 40 %\n";
    };
  }

  /** The scenario on a running system. */
  Rehearsal on(Stage stage) {
    return switch (this) {
      case DAILY_LOSS -> new DailyLossDrill(stage);
      case API_ERRORS -> new ApiErrorsDrill(stage);
      case SLIPPAGE -> new SlippageDrill(stage);
      case WORKER_HUNG -> new WorkerLostDrill(stage);
    };
  }

  int minutes() {
    return minutes;
  }

  static Scenario parse(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.USAGE,
                "scenario: must be one of " + String.join(", ", words()) + ", was " + word));
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(Scenario::word).toList();
  }
}
