package io.tripline.cli.drill;

import io.tripline.activities.journal.HeldJournal;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * No log entries are written any more while everything runs: another program has begun to write to
 * the journal's database, and does not let go of its lock. The dead man's switch must notice that
 * nothing is written although the guard answers.
 */
final class NoLogEntriesDrill implements Rehearsal {
  /** Three missing minutes, the next look of the schedule, its confirmation, a busy machine. */
  private static final Duration NOTICED = Duration.ofMinutes(8);

  private final Stage stage;
  private final Outage outage;
  private boolean mended;

  NoLogEntriesDrill(Stage stage) {
    this.stage = stage;
    this.outage = new Outage(stage);
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    BigDecimal before = outage.held();
    try (HeldJournal journal = HeldJournal.of(stage.place().where().data().resolve("journal.db"))) {
      Instant since = Instant.now();
      stage.say("drill: a program holds the journal's write lock: nothing is written any more");
      String incident = outage.await(Cause.NO_READINGS, NOTICED);
      IncidentView last =
          stage
              .follow()
              .toTheEnd(
                  incident,
                  view -> {
                    if (!mended && Outage.waitsForRestart(view)) {
                      mended = true;
                      stage.say("drill: somebody ends that program");
                      journal.release();
                    }
                  });
      return outage.judged(
          new Outage.Course(since, hash, before, incident, last),
          verdict ->
              verdict.found(
                  "the incident waited for the journal",
                  mended,
                  mended
                      ? "it said what stands still, and went on afterwards"
                      : "it never waited"));
    }
  }
}
