package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.up.LocalSystem;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * The trading worker hangs while SPY is held: it is stopped (SIGSTOP), so that its process is there
 * and its connections are open, but it answers nothing. Nothing that supervises processes notices
 * that; the guard must. After the incident has said what is broken, a person kills the process, and
 * the supervision starts a new one.
 */
final class WorkerLostDrill implements Rehearsal {
  /** 15 s of missing heartbeat, 30 s for another worker, and a busy machine. */
  private static final Duration NOTICED = Duration.ofMinutes(3);

  private final Stage stage;
  private final Outage outage;
  private boolean mended;

  WorkerLostDrill(Stage stage) {
    this.stage = stage;
    this.outage = new Outage(stage);
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    BigDecimal before = outage.held();
    stage.say("drill: the trading worker hangs (SIGSTOP)");
    Instant hung = Instant.now();
    signal("-STOP", outage.pid(LocalSystem.TRADING));
    String incident = outage.await(Cause.WORKER_DOWN, NOTICED);
    IncidentView last = stage.follow().toTheEnd(incident, this::turn);
    return outage.judged(
        new Outage.Course(hung, hash, before, incident, last),
        verdict -> Outage.restartOnTheTimeline(verdict, last, LocalSystem.TRADING));
  }

  /** Once the incident has said that no worker answers, somebody kills what hangs. */
  private void turn(IncidentView view) {
    if (!mended && Outage.waitsForRestart(view)) {
      mended = true;
      stage.say("drill: somebody kills the process that hangs; the supervision starts another");
      stage.system().supervisor().kill(LocalSystem.TRADING);
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    Process sent = new ProcessBuilder("kill", name, String.valueOf(pid)).inheritIO().start();
    if (sent.waitFor() != 0) {
      throw new CommandFailure(ExitCode.FAILED, "kill " + name + " " + pid + " failed");
    }
  }
}
