package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.killswitch.KillSwitch;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broker reports an equity that is too low by more than the daily loss allows, while cash,
 * positions and prices say that nothing was lost. The switch must trip: it can't know better; the
 * loss must be judged as bad data, so that nothing is closed; and people decide. They deny the plan
 * that was made of the wrong figure, ask anew once it is right, and approve that. The drill changes
 * only what the broker reports.
 */
final class DataErrorDrill implements Rehearsal {
  /** Beyond 1.5 times the limit of 2 % of $100,000: the first valid reading trips. */
  private static final String WRONG_BY = "-3400";

  /** So long the watch has read right figures before anybody approves. */
  private static final Duration READS_CLEAN = Duration.ofSeconds(10);

  private final Stage stage;
  private final SimulatedMarket market;
  private @Nullable Instant healedAt;
  private @Nullable String denied;
  private boolean askedAnew;

  DataErrorDrill(Stage stage) {
    this.stage = stage;
    this.market = stage.market();
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    BigDecimal held =
        new BigDecimal(stage.broker().get("/v2/positions").path(0).path("qty").asText("0"));
    stage.killing().at(Kill.Moment.BOUGHT);
    stage.say("drill: the equity that the broker reports is wrong by $" + WRONG_BY);
    market.equityGlitch(WRONG_BY);
    Instant wrongSince = Instant.now();
    stage.killing().at(Kill.Moment.FALL);
    String incident = stage.awaitTrip("a loss that is none", Duration.ofMinutes(2));
    BigDecimal lost = lost(market.state());
    Follow follow = stage.follow();
    follow.approvingOnly(view -> askedAnew);
    IncidentView last = follow.toTheEnd(incident, view -> turn(follow, view));
    return stage
        .judge()
        .judge(
            new Judge.Course(KillSwitch.K1, incident, last, follow.sent(), hash, wrongSince),
            (verdict, evidence) -> {
              DataErrorChecks checks = new DataErrorChecks(verdict);
              checks.noLossAtTheBroker(lost);
              checks.judgedAsData(stage.place().where(), incident);
              checks.nothingClosed(
                  evidence.broker(), DrillPlace.SYMBOL, held, evidence.flattenRuns());
              List<Histories.UpdateSeen> guard =
                  Histories.updates(
                      evidence.histories().runs(AccountGuard.idOf(DrillPlace.ACCOUNT)));
              checks.haltedUntilPeopleDecided(guard);
              checks.noFalseLossAccepted(guard);
              verdict.noRiskRaised(evidence.broker(), evidence.trip(), evidence.reset());
            });
  }

  /** Once people are asked, the broker corrects its figure; then they ask for a new plan. */
  private void turn(Follow follow, IncidentView view) throws IOException, InterruptedException {
    if (view.openGates().isEmpty()) {
      if (denied != null && !askedAnew) {
        askedAnew = Follow.asksForReset(stage.typed());
      }
      return;
    }
    if (healedAt == null) {
      stage.say("drill: people are asked; the broker corrects its figure");
      market.equityGlitch("0");
      healedAt = Instant.now();
      stage.killing().at(Kill.Moment.RESET);
    } else if (denied == null && readsClean() && !stage.options().manual()) {
      Gate stale = view.openGates().get(0);
      denied = stale.id();
      follow.denies(view.id(), stale, DrillPlace.ROSTER.get(2), "drill: made of a wrong figure");
    }
  }

  private boolean readsClean() {
    Instant healed = healedAt;
    return healed != null && Instant.now().isAfter(healed.plus(READS_CLEAN));
  }

  /** By what is true at the broker, whatever it reports. */
  private static BigDecimal lost(JsonNode state) {
    BigDecimal before = new BigDecimal(state.path("lastEquity").asText("0"));
    BigDecimal now = new BigDecimal(state.path("equity").asText("0"));
    return before.signum() == 0
        ? BigDecimal.ONE
        : before.subtract(now).divide(before, 6, RoundingMode.HALF_UP);
  }
}
