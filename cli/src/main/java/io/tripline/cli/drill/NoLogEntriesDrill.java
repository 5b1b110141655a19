package io.tripline.cli.drill;

import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * No log entries are written any more while everything runs: another program holds the journal's
 * write lock, the byte of SQLite's shared-memory file that stands for it, and does not let go. The
 * dead man's switch must notice that nothing is written although the guard answers.
 */
final class NoLogEntriesDrill implements Rehearsal {
  /** Three missing minutes, the next look of the schedule, its confirmation, a busy machine. */
  private static final Duration NOTICED = Duration.ofMinutes(8);

  /** SQLite's WAL_WRITE_LOCK: (22 + 8) * 4 bytes into the file. */
  private static final long WRITE_LOCK = 120;

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
    Path shared = stage.place().where().data().resolve("journal.db-shm");
    try (FileChannel journal =
        FileChannel.open(shared, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileLock lock = journal.lock(WRITE_LOCK, 1, false);
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
                      lock.release();
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
