package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.P1Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session has bought SPY and has ended, and somebody's entry order rests when the broker's API
 * fails: server errors in HTML, requests that hang, then refused keys, with a red status page. The
 * drill changes only the simulated broker and its page, and decides as people would.
 */
final class ApiErrorsDrill implements Rehearsal {
  private static final String COMPONENT = "Orders API";
  private static final String HTML = "<html><body><h1>503 Service Unavailable</h1></body></html>";

  /** Longer than any of our time-outs. */
  private static final Duration HANGS = Duration.ofSeconds(20);

  private enum Phase {
    SERVER_ERRORS,
    KEYS_REFUSED,
    RED_PAGE,
    OVER
  }

  private final Stage stage;
  private final SimulatedMarket market;
  private Phase phase = Phase.SERVER_ERRORS;
  private @Nullable Instant healedAt;

  ApiErrorsDrill(Stage stage) {
    this.stage = stage;
    this.market = stage.market();
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    stage.endsTheSession();
    stage.killing().at(Kill.Moment.BOUGHT);
    String resting = stage.leavesAnEntryOrderResting();
    BigDecimal held =
        new BigDecimal(stage.broker().get("/v2/positions").path(0).path("qty").asText("0"));
    Instant failsAt = fails();
    String incident = stage.awaitTrip("five failed trading calls in a row", Duration.ofMinutes(3));
    Follow follow = stage.follow();
    IncidentView last = follow.toTheEnd(incident, this::turn);
    Instant healed = healedAt;
    return stage
        .judge()
        .judge(
            new Judge.Course(KillSwitch.K3, incident, last, follow.sent(), hash, failsAt),
            (verdict, evidence) -> {
              OutageChecks outage = new OutageChecks(verdict, evidence);
              outage.trippedByItsOwnRule();
              outage.positionUnchanged(DrillPlace.SYMBOL, held);
              verdict.noRiskRaised(evidence.broker(), evidence.trip(), evidence.reset());
              outage.entryOrderCancelled(resting);
              outage.decidedOnlyWhenHealthy(incident, healed);
              outage.sessionStartedAgain(last);
            });
  }

  private Instant fails() throws InterruptedException {
    stage.say(
        "drill: the broker's API fails: 503 with an HTML page, and "
            + "/v2/account hangs; its status page says major_outage");
    market.statusPage(COMPONENT, "major_outage");
    market.fault(
        ".*",
        "/v2/account",
        SimulatedMarket.effect("latency")
            .put("delay", HANGS.toString())
            .put("beforeProcessing", true));
    market.fault(
        ".*", "/v2/.*", SimulatedMarket.effect("answer").put("status", 503).put("body", HTML));
    stage.killing().at(Kill.Moment.FALL);
    return Instant.now();
  }

  /** Each time the incident has seen the trouble, the trouble changes. */
  private void turn(IncidentView view) {
    String found =
        view.steps().stream()
            .filter(step -> step.id().equals(P1Step.API_ERROR.step().id()))
            .map(StepView::outcome)
            .findFirst()
            .orElse("");
    switch (phase) {
      case SERVER_ERRORS -> {
        if (found.contains("not healthy")) {
          phase = Phase.KEYS_REFUSED;
          stage.say("drill: now the broker refuses the keys (401)");
          replace(SimulatedMarket.effect("unauthorized"));
        }
      }
      case KEYS_REFUSED -> {
        if (found.contains("HTTP 401")) {
          phase = Phase.RED_PAGE;
          stage.say("drill: the API works again; the status page is still red");
          market.clearFaults();
          healedAt = Instant.now();
        }
      }
      case RED_PAGE -> {
        if (found.contains("a person may ask already")) {
          phase = Phase.OVER;
          stage.say("drill: the status page turns green");
          market.statusPage(COMPONENT, "operational");
        }
      }
      case OVER -> {
        if (!view.openGates().isEmpty()) {
          stage.killing().at(Kill.Moment.RESET);
        }
      }
    }
  }

  private void replace(ObjectNode effect) {
    market.clearFaults();
    market.fault(".*", "/v2/.*", effect);
  }
}
