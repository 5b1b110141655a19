package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.ReviewOrder;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A session holds SPY, somebody declares a P2 for slow fills, and somebody else makes it a P1: the
 * account is halted for that same incident, two names reset it, and its review begins. The drill
 * only types what people would.
 */
final class RegradeDrill implements Rehearsal {
  private final Stage stage;

  RegradeDrill(Stage stage) {
    this.stage = stage;
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    BigDecimal held = held();
    String degraded = new DeclaredIncident(stage).begin(Cause.SLOW_FILLS);
    Instant regradedAt = Instant.now();
    int code =
        stage
            .typed()
            .run(
                "incident",
                "regrade",
                degraded,
                "P1",
                "--as",
                DrillPlace.ROSTER.get(1),
                "--reason",
                "drill: it gets worse, stop trading");
    if (code != ExitCode.OK.number()) {
      throw new CommandFailure(ExitCode.FAILED, "the regrade ended with exit code " + code);
    }
    String incident = stage.awaitTrip("the regrade halts the account", DeclaredIncident.SOON);
    Follow follow = stage.follow();
    IncidentView last = follow.toTheEnd(incident, view -> {});
    return stage
        .judge()
        .judge(
            new Judge.Course(KillSwitch.K13, incident, last, follow.sent(), hash, regradedAt),
            (verdict, evidence) -> {
              CaseChecks checks = new CaseChecks(verdict);
              Histories histories = evidence.histories();
              checks.oneIncident(
                  degraded, DeclaredIncident.typeOf(histories, degraded), "P2Response", others());
              checks.severity(incident, attribute(incident), "P1");
              checks.haltBelongsTo(
                  degraded,
                  Histories.updates(histories.runs(AccountGuard.idOf(DrillPlace.ACCOUNT))));
              checks.twoNames(Histories.updates(histories.runs(incident)), evidence.reset());
              verdict.noRiskRaised(evidence.broker(), evidence.trip(), evidence.reset());
              new OutageChecks(verdict, evidence).positionUnchanged(DrillPlace.SYMBOL, held);
              String review = ReviewOrder.reviewOf(incident);
              checks.severity(review, attribute(review), "P1");
            });
  }

  /** Every incident but the one that was declared is one too many. */
  private List<String> others() {
    return stage
        .system()
        .temporal()
        .client()
        .listExecutions("WorkflowType IN ('P0Response', 'P1Response', 'P3Response')")
        .map(each -> each.getExecution().getWorkflowId())
        .toList();
  }

  private String attribute(String workflow) {
    return String.valueOf(
        stage
            .system()
            .temporal()
            .client()
            .newUntypedWorkflowStub(workflow)
            .describe()
            .getTypedSearchAttributes()
            .get(SearchAttributes.INCIDENT_SEVERITY));
  }

  private BigDecimal held() {
    return new BigDecimal(stage.broker().get("/v2/positions").path(0).path("qty").asText("0"));
  }
}
