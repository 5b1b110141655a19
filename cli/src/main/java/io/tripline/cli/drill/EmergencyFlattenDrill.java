package io.tripline.cli.drill;

import io.tripline.cli.up.LocalSystem;
import io.tripline.cli.up.Supervisor;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P0Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * The trading worker is killed (SIGKILL) while SPY is held and nobody starts it again within the
 * policy's time: the P0 has the account flattened without it. Then somebody starts the worker, and
 * two names reset the halt.
 */
final class EmergencyFlattenDrill implements Rehearsal {
  /** The shipped 15 minutes are the only thing that the rehearsal shortens. */
  static final String CONFIGURATION = "outage:\n  flattenAfter: 60s\n";

  private static final Duration FLATTEN_AFTER = Duration.ofSeconds(60);
  private static final Duration NOTICED = Duration.ofMinutes(3);
  private static final Duration TRIPPED = Duration.ofMinutes(1);

  private final Stage stage;
  private final Outage outage;
  private boolean started;

  EmergencyFlattenDrill(Stage stage) {
    this.stage = stage;
    this.outage = new Outage(stage);
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    BigDecimal before = outage.held();
    stage.say("drill: kill -9 of the trading worker; nobody starts it");
    Supervisor supervisor = stage.system().supervisor();
    supervisor.hold(LocalSystem.TRADING);
    Instant killed = Instant.now();
    supervisor.kill(LocalSystem.TRADING);
    String incident = outage.await(Cause.WORKER_DOWN, NOTICED);
    IncidentView last = stage.follow().toTheEnd(incident, this::turn);
    String halt = stage.awaitTrip("asked for by " + incident, TRIPPED);
    Follow follow = stage.follow();
    IncidentView reset = follow.toTheEnd(halt, view -> {});
    Judge judge = stage.judge();
    Judge.Evidence evidence = judge.evidence(KillSwitch.K14, halt);
    return outage.judged(
        new Outage.Course(killed, hash, before, incident, last),
        verdict -> {
          verdict.flat(evidence.broker(), evidence.proof());
          BigDecimal after = outage.held();
          verdict.found(
              "the position is closed",
              after.signum() == 0,
              "held before " + before + ", after " + after);
        },
        verdict -> {
          Outage.restartOnTheTimeline(verdict, last, LocalSystem.TRADING);
          notBefore(verdict, last, evidence);
          verdict.noRiskRaised(evidence.broker(), evidence.trip(), evidence.reset());
          verdict.flattenCompleted(evidence.flattenRuns());
          var runs = evidence.histories().runs(halt);
          verdict.decisions(Histories.updates(runs), follow.sent(), stage.options().manual());
          new CaseChecks(verdict).twoNames(Histories.updates(runs), evidence.reset());
          verdict.steps(stage.place().where(), reset);
          verdict.report(reset.reportPath(), halt);
          verdict.incidentCompleted(halt, runs);
        });
  }

  /** Nobody starts the worker before the account is flat. */
  private void turn(IncidentView view) {
    boolean flat =
        view.steps().stream()
            .anyMatch(step ->
                step.id().equals(P0Step.FLATTEN.step().id()) && step.state() == StepState.DONE);
    if (!started && flat) {
      started = true;
      stage.say("drill: flat without it; somebody starts the trading worker");
      stage.system().supervisor().release(LocalSystem.TRADING);
    }
  }

  /** A machine that is restored in time keeps its position. */
  private static void notBefore(Verdict verdict, IncidentView last, Judge.Evidence evidence) {
    Instant due = last.milestones().detected().plus(FLATTEN_AFTER);
    verdict.found(
        "asked for flat only after the policy's time",
        evidence.trip().filter(at -> !at.isBefore(due)).isPresent(),
        "due at "
            + due
            + ", asked for at "
            + evidence.trip().map(Instant::toString).orElse("no time"));
  }
}
