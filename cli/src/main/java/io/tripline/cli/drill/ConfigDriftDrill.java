package io.tripline.cli.drill;

import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.incident.TimelineLine;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P3Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Somebody loosens a limit in {@code tripline.yaml} while everything runs. What runs keeps the
 * limit that it was started with, the check finds the difference, no machine mends it, a claim that
 * it was handled is looked at and refused, and only the file as it was ends the incident. The drill
 * changes only that file and the broker's clock.
 */
final class ConfigDriftDrill implements Rehearsal {
  private static final String LOOSER = "limits:\n  dailyLoss: 3 %\n";

  private enum Phase {
    MAINTENANCE,
    CLAIM,
    TAKE_BACK,
    OVER
  }

  private final Stage stage;
  private final MinorIncident minor;
  private final Path file;
  private Phase phase = Phase.MAINTENANCE;
  private String original = "";

  ConfigDriftDrill(Stage stage) {
    this.stage = stage;
    this.minor = new MinorIncident(stage, Cause.CONFIG_DRIFT);
    this.file = stage.place().where().configuration();
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    stage.endsTheSession();
    minor.schedules();
    int orders = stage.broker().get("/v2/orders?status=all&limit=500").size();
    String limit = limit();
    original = Files.readString(file);
    Files.writeString(file, original + LOOSER);
    stage.say("drill: somebody writes a looser daily loss into " + file);
    Instant changed = Instant.now();
    String incident = minor.checked();
    IncidentView last = stage.follow().toTheEnd(incident, view -> turn(incident, view));
    String now = stage.status().map(seen -> seen.policy().configurationHash()).orElse("");
    String limitNow = limit();
    return minor.judge(
        incident,
        last,
        hash,
        changed,
        orders,
        (verdict, checks) -> {
          checks.windows(minor.windows(), "NEEDS_PERSON");
          checks.claimRefused(last.timeline().stream().map(TimelineLine::text).toList());
          checks.sameConfiguration(hash, now, limit, limitNow);
          verdict.found(
              "the file is as it was",
              Files.readString(file).equals(original),
              "taken back by a person");
        });
  }

  /** A machine may not, a claim is not enough, the file as it was is. */
  private void turn(String incident, IncidentView view) throws IOException, InterruptedException {
    String fix =
        view.steps().stream()
            .filter(step -> step.id().equals(P3Step.FIX.step().id()))
            .map(StepView::outcome)
            .findFirst()
            .orElse("");
    if (!MinorIncident.waitsForFix(view)) {
      return;
    }
    switch (phase) {
      case MAINTENANCE -> {
        phase = Phase.CLAIM;
        stage.say("drill: moving the simulated clock past the close");
        stage.market().nextClose();
        minor.maintains();
      }
      case CLAIM -> {
        if (fix.startsWith("not mended: ")) {
          phase = Phase.TAKE_BACK;
          stage.say("drill: somebody says that it was handled, and it was not");
          handled(incident, "drill: I think it is fine");
        }
      }
      case TAKE_BACK -> {
        if (claims(view) > 1) {
          phase = Phase.OVER;
          stage.say("drill: the change is taken back");
          Files.writeString(file, original);
          handled(incident, "drill: the change was taken back");
        }
      }
      case OVER -> {
        // The incident looks again.
      }
    }
  }

  private static long claims(IncidentView view) {
    return view.timeline().stream().filter(line -> line.text().contains("not mended: ")).count();
  }

  private void handled(String incident, String how) throws IOException, InterruptedException {
    stage
        .typed()
        .run("incident", "handled", incident, "--as", DrillPlace.ROSTER.get(1), "--reason", how);
  }

  private String limit() {
    return stage
        .status()
        .map(GuardStatus::policy)
        .map(policy -> policy.limits().dailyLoss().toPlainString())
        .orElse("unknown");
  }
}
