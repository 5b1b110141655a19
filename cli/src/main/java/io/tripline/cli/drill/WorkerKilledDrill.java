package io.tripline.cli.drill;

import io.tripline.cli.up.LocalSystem;
import io.tripline.cli.up.Supervisor;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The trading worker is killed (SIGKILL) while SPY is held: first with a supervision that starts it
 * again at once, which must alarm nobody; then with one that doesn't, as on a machine where nothing
 * supervises. After the incident has said what is broken, somebody starts it.
 */
final class WorkerKilledDrill implements Rehearsal {
  /** A lost heartbeat (15 s), another worker within 30 s, and a little. */
  private static final Duration QUIET = Duration.ofSeconds(60);

  private static final Duration BACK = Duration.ofSeconds(60);
  private static final Duration NOTICED = Duration.ofMinutes(3);

  private final Stage stage;
  private final Outage outage;
  private boolean mended;

  WorkerKilledDrill(Stage stage) {
    this.stage = stage;
    this.outage = new Outage(stage);
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    BigDecimal before = outage.held();
    Set<String> alarmed = quickRestart();
    stage.say("drill: kill -9 again; this time nobody starts it");
    Supervisor supervisor = stage.system().supervisor();
    supervisor.hold(LocalSystem.TRADING);
    Instant killed = Instant.now();
    supervisor.kill(LocalSystem.TRADING);
    String incident = outage.await(Cause.WORKER_DOWN, NOTICED);
    IncidentView last = stage.follow().toTheEnd(incident, this::turn);
    return outage.judged(
        new Outage.Course(killed, hash, before, incident, last),
        verdict -> {
          verdict.found(
              "a quick restart alarms nobody",
              alarmed.isEmpty(),
              alarmed.isEmpty()
                  ? "no incident within " + QUIET.toSeconds() + " s"
                  : "declared: " + alarmed);
          Outage.restartOnTheTimeline(verdict, last, LocalSystem.TRADING);
        });
  }

  private Set<String> quickRestart() throws InterruptedException {
    stage.say("drill: the trading worker is killed (kill -9); the supervision starts it again");
    long killed = outage.pid(LocalSystem.TRADING);
    stage.system().supervisor().kill(LocalSystem.TRADING);
    Waiting.until(
        "the trading worker is started again",
        BACK,
        () -> outage.pid(LocalSystem.TRADING) != killed);
    Set<String> alarmed = new TreeSet<>();
    long end = System.nanoTime() + QUIET.toNanos();
    while (System.nanoTime() < end) {
      alarmed.addAll(stage.status().map(GuardStatus::incidents).orElse(List.of()));
      Thread.sleep(1_000);
    }
    return alarmed;
  }

  private void turn(IncidentView view) {
    if (!mended && Outage.waitsForRestart(view)) {
      mended = true;
      stage.say("drill: somebody starts the trading worker");
      stage.system().supervisor().release(LocalSystem.TRADING);
    }
  }
}
