package io.tripline.cli.drill;

import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The strategy's own process is away, so that the day's session asks in vain and decides nothing.
 * After the close the check finds the missed execution, maintenance notes it for the weekly
 * reconciliation, and nobody makes up for it. The drill changes only the broker's clock.
 */
final class MissedExecutionDrill implements Rehearsal {
  /** A strategy from outside that no worker serves. */
  static final String SESSION = "  strategy: {name: drill-strategy, taskQueue: drill-nobody}\n";

  private static final Duration ASKS_IN_VAIN = Duration.ofMinutes(3);

  private final Stage stage;
  private final MinorIncident minor;
  private boolean maintained;

  MissedExecutionDrill(Stage stage) {
    this.stage = stage;
    this.minor = new MinorIncident(stage, Cause.MISSED_EXECUTION);
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.guards();
    minor.schedules();
    stage.typed().run("session", "start", "--as", DrillPlace.ROSTER.get(0));
    String day =
        stage.status().map(GuardStatus::tradingDay).map(Object::toString).orElse("unknown");
    Path audit = stage.place().where().logs().resolve("trade_audit.csv");
    Waiting.until(
        "the session asks its strategy in vain",
        ASKS_IN_VAIN,
        () -> contains(audit, "NO_DECISION"));
    stage.say("drill: no decision on " + day + "; moving the simulated clock past the close");
    stage.market().nextClose();
    Waiting.until(
        "the session ends",
        Duration.ofMinutes(1),
        () -> stage.status().map(seen -> seen.session() == null).orElse(false));
    Instant missed = Instant.now();
    String incident = minor.checked();
    IncidentView last = stage.follow().toTheEnd(incident, this::turn);
    int code = stage.typed().run("reconcile");
    return minor.judge(
        incident,
        last,
        hash,
        missed,
        0,
        (verdict, checks) -> {
          checks.windows(minor.windows(), "MENDED");
          verdict.found("the week can be reconciled", code == 0 || code == 1, "exit code " + code);
          checks.missedInTheReport(reconciliation(), day);
          verdict.found(
              "nothing is held",
              stage.broker().get("/v2/positions").isEmpty(),
              stage.broker().get("/v2/positions").size() + " position(s)");
        });
  }

  private void turn(IncidentView view) throws IOException, InterruptedException {
    if (!maintained && MinorIncident.waitsForFix(view)) {
      maintained = true;
      minor.maintains();
    }
  }

  /** The report of the week, whatever it is called. */
  private String reconciliation() throws IOException {
    Path reports = stage.place().where().data().resolve("reports");
    try (Stream<Path> files = Files.list(reports)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().startsWith("reconciliation-"))
              .toList();
      return found.isEmpty() ? "" : Files.readString(found.get(0));
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.isReadable(file)
          && Files.readString(file, StandardCharsets.UTF_8).contains(text);
    } catch (IOException e) {
      return false;
    }
  }
}
