package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.client.WorkflowExecutionMetadata;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.TimelineLine;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.Severity;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SPY is held and the broker is of no use: its API does not respond, or refuses the keys. The
 * API-error switch halts the account (P1), and the same incident becomes a P0: after 120 s with
 * exposure, or at once when the keys are refused. No second incident, nothing closed.
 */
final class BrokerOutageDrill implements Rehearsal {
  /** What is wrong. */
  enum Trouble {
    /** Each request is taken and never answered in time. */
    NOT_RESPONDING,
    /** Each request is answered 401. */
    KEYS_REFUSED
  }

  private static final String COMPONENT = "Orders API";

  /** Longer than any of our time-outs. */
  private static final Duration HANGS = Duration.ofSeconds(20);

  /** The broker's status page admits it late. */
  private static final Duration ADMITTED = Duration.ofSeconds(90);

  private final Stage stage;
  private final Trouble trouble;
  private boolean admitted;
  private @Nullable Instant gradedAt;
  private @Nullable Instant healedAt;

  BrokerOutageDrill(Stage stage, Trouble trouble) {
    this.stage = stage;
    this.trouble = trouble;
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    stage.endsTheSession();
    BigDecimal held = new Outage(stage).held();
    stage.say(
        switch (trouble) {
          case NOT_RESPONDING -> "drill: the broker's API takes requests and answers none";
          case KEYS_REFUSED -> "drill: the broker refuses the API keys (401)";
        });
    stage.market().fault(".*", "/v2/.*", effect());
    Instant began = Instant.now();
    String incident = stage.awaitTrip("failed calls", Duration.ofMinutes(4));
    Follow follow = stage.follow();
    IncidentView last = follow.toTheEnd(incident, this::turn);
    Instant healed = healedAt;
    return stage
        .judge()
        .judge(
            new Judge.Course(KillSwitch.K3, incident, last, follow.sent(), hash, began),
            (verdict, evidence) -> {
              OutageChecks outage = new OutageChecks(verdict, evidence);
              outage.positionUnchanged(DrillPlace.SYMBOL, held);
              verdict.noRiskRaised(evidence.broker(), evidence.trip(), evidence.reset());
              outage.decidedOnlyWhenHealthy(incident, healed);
              outage.sessionStartedAgain(last);
              regraded(verdict, last);
              oneIncident(verdict, incident);
            });
  }

  private ObjectNode effect() {
    return switch (trouble) {
      case NOT_RESPONDING ->
          SimulatedMarket.effect("latency")
              .put("delay", HANGS.toString())
              .put("beforeProcessing", true);
      case KEYS_REFUSED -> SimulatedMarket.effect("unauthorized");
    };
  }

  private void turn(IncidentView view) {
    Instant now = Instant.now();
    if (!admitted && gradedAt == null && now.isAfter(view.milestones().detected().plus(ADMITTED))) {
      admitted = true;
      stage.say("drill: the broker's status page admits an outage");
      stage.market().statusPage(COMPONENT, "major_outage");
    }
    if (gradedAt == null && view.severity() == Severity.P0) {
      gradedAt = now;
      stage.say("drill: the incident is a P0 now; the broker mends itself");
      stage.market().clearFaults();
      stage.market().statusPage(COMPONENT, "operational");
      healedAt = now;
    }
  }

  private void regraded(Verdict verdict, IncidentView last) {
    String why =
        last.timeline().stream()
            .map(TimelineLine::text)
            .filter(line -> line.startsWith("regraded from P1 to P0: "))
            .findFirst()
            .orElse("never");
    String expected =
        switch (trouble) {
          case NOT_RESPONDING -> "with exposure";
          case KEYS_REFUSED -> "refuses our keys";
        };
    verdict.found("the same incident became a P0", why.contains(expected), why);
  }

  /** By Temporal's own list, whatever the guard says. */
  private void oneIncident(Verdict verdict, String incident) {
    List<String> all =
        stage
            .system()
            .temporal()
            .client()
            .listExecutions("WorkflowType = 'P0Response' OR WorkflowType = 'P1Response'")
            .map(WorkflowExecutionMetadata::getExecution)
            .map(each -> each.getWorkflowId())
            .distinct()
            .toList();
    verdict.found("one incident, not two", all.equals(List.of(incident)), all.toString());
  }
}
