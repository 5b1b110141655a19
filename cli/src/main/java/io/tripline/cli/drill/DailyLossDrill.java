package io.tripline.cli.drill;

import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.P1Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A session holds SPY, the market falls by more than the limit allows, and the production system is
 * left to deal with it. The drill changes only the market, the broker's clock and the processes.
 */
final class DailyLossDrill implements Rehearsal {
  /** With 95 % held: a loss between the limit and 1.5 times it, so that it must be confirmed. */
  private static final int FALL_BPS = -270;

  private static final Duration FALL_OVER = Duration.ofSeconds(20);
  private static final BigDecimal LIMIT = new BigDecimal("0.02");

  private final Stage stage;
  private final SimulatedMarket market;
  private boolean resetAsked;
  private boolean dayMoved;

  DailyLossDrill(Stage stage) {
    this.stage = stage;
    this.market = stage.market();
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    stage.killing().at(Kill.Moment.BOUGHT);
    stage.chaosBegins();
    Instant crossedAt = fall();
    String incident =
        stage.awaitTrip("three readings over 30 s confirm the breach", Duration.ofMinutes(2));
    Follow follow = stage.follow();
    IncidentView last = follow.toTheEnd(incident, this::turn);
    return stage
        .judge()
        .judge(
            new Judge.Course(KillSwitch.K1, incident, last, follow.sent(), hash, crossedAt),
            (verdict, evidence) -> {
              verdict.flat(evidence.broker(), evidence.proof());
              verdict.noRiskRaised(evidence.broker(), evidence.trip(), evidence.reset());
              verdict.flattenCompleted(evidence.flattenRuns());
              if (stage.options().chaos() != null) {
                int code = stage.typed().run("journal", "verify");
                verdict.found("audit chain whole", code == 0, "journal verify ended with " + code);
              }
            });
  }

  private Instant fall() throws InterruptedException {
    stage.say(
        "drill: the market falls by "
            + BigDecimal.valueOf(-FALL_BPS, 2)
            + " % within "
            + FALL_OVER.toSeconds()
            + " s; the limit is a loss of 2 % on the day");
    market.slide(DrillPlace.SYMBOL, FALL_BPS, FALL_OVER);
    stage.killing().at(Kill.Moment.FALL);
    Waiting.until(
        "the loss crosses its limit at the broker",
        stage.options().patience(Duration.ofSeconds(60)),
        () -> lost(market).compareTo(LIMIT) >= 0);
    Instant crossedAt = Instant.now();
    stage.say(
        "drill: the broker shows a loss beyond 2 % since "
            + crossedAt
            + ", equity "
            + stage.broker().get("/v2/account").path("equity").asText());
    return crossedAt;
  }

  /** The two ways out: the next trading day, or a reset that people ask for. */
  private void turn(IncidentView view) throws IOException, InterruptedException {
    if (!Follow.provenFlat(view) || !Follow.waits(view, P1Step.NEXT_DAY)) {
      return;
    }
    if (!stage.options().earlyReset()) {
      moveTheDay(view);
    } else if (!stage.options().manual() && !resetAsked) {
      resetAsked = Follow.asksForReset(stage.typed());
      stage.killing().at(Kill.Moment.RESET);
    }
  }

  /** The way out that the runbook prescribes. */
  private void moveTheDay(IncidentView view) {
    if (dayMoved || view.acknowledgedBy() == null) {
      return;
    }
    dayMoved = true;
    stage.say("drill: moving the simulated clock to the next trading day's open");
    market.nextOpen();
    stage.killing().at(Kill.Moment.RESET);
  }

  private static BigDecimal lost(SimulatedMarket market) {
    var state = market.state();
    BigDecimal before = new BigDecimal(state.path("lastEquity").asText("0"));
    BigDecimal now = new BigDecimal(state.path("equity").asText("0"));
    return before.signum() == 0
        ? BigDecimal.ZERO
        : before.subtract(now).divide(before, 6, java.math.RoundingMode.HALF_UP);
  }
}
