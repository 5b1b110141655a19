package io.tripline.activities.journal;

import java.nio.file.Path;

/** Where an installation keeps what it writes: the journal, the logs and the reports. */
public record DataDirectory(Path root) {
  /** Makes the path absolute, so that it means the same whatever the working directory is. */
  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** The SQLite file; {@code -wal} and {@code -shm} stand beside it while somebody has it open. */
  public Path database() {
    return root.resolve("journal.db");
  }

  /** Log files, notices and the journal's live mirrors. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** The last good runbook documents. */
  public Path runbooks() {
    return root.resolve("runbooks");
  }

  /** Incident reports. */
  public Path reports() {
    return root.resolve("reports");
  }
}
