package io.tripline.cli.drill;

import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.killswitch.KillSwitch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * A person trips the account by hand and wants everything closed. The same person asks for the
 * reset and tries to approve it alone; that must not lift the halt, and a second name must.
 */
final class ManualTripDrill implements Rehearsal {
  private static final String TRIPS = DrillPlace.ROSTER.get(0);

  private final Stage stage;
  private boolean asked;
  private boolean waitsForOthers;
  private int aloneCode = -1;

  ManualTripDrill(Stage stage) {
    this.stage = stage;
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    stage.killing().at(Kill.Moment.BOUGHT);
    Instant trips = Instant.now();
    int tripped =
        stage
            .typed()
            .run(
                "killswitch",
                "trip",
                "--level",
                "flatten",
                "--as",
                TRIPS,
                "--reason",
                "drill: something looks wrong");
    String incident = stage.awaitTrip("by hand", Duration.ofMinutes(1));
    Follow follow = stage.follow();
    follow.approvingOnly(view -> aloneCode >= 0);
    IncidentView last = follow.toTheEnd(incident, view -> turn(follow, incident, view));
    return stage
        .judge()
        .judge(
            new Judge.Course(KillSwitch.K13, incident, last, follow.sent(), hash, trips),
            (verdict, evidence) -> {
              verdict.found("the trip was taken", tripped == 0, "exit code " + tripped);
              verdict.flat(evidence.broker(), evidence.proof());
              verdict.noRiskRaised(evidence.broker(), evidence.trip(), evidence.reset());
              verdict.flattenCompleted(evidence.flattenRuns());
              if (!stage.options().manual()) {
                SecondNameChecks checks = new SecondNameChecks(verdict, TRIPS);
                checks.answered(waitsForOthers, aloneCode);
                checks.liftedOnlyAfterAnother(
                    Histories.updates(evidence.histories().runs(incident)), evidence.reset());
                checks.refusalInTheAudit(stage.place().where(), incident);
              }
            });
  }

  /** Whoever tripped asks for the reset as soon as it can be asked for, and approves alone. */
  private void turn(Follow follow, String incident, IncidentView view)
      throws IOException, InterruptedException {
    if (stage.options().manual() || !Follow.provenFlat(view) || view.openGates().isEmpty()) {
      return;
    }
    if (!asked) {
      asked = true;
      waitsForOthers = Follow.asksForReset(stage.typed());
      stage.killing().at(Kill.Moment.RESET);
      return;
    }
    Gate gate = view.openGates().get(0);
    if (aloneCode < 0 && TRIPS.equals(gate.requester())) {
      stage.say("drill: " + TRIPS + " tripped, asked, and now tries to approve alone");
      aloneCode = follow.approves(incident, gate, TRIPS);
    }
  }
}
