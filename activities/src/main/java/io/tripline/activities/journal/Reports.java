package io.tripline.activities.journal;

import io.tripline.workflows.journal.Journal.StoredReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folder of reports. A file appears there complete or not at all. */
final class Reports {
  private final Path folder;

  Reports(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes or replaces a report.
   *
   * @throws IOException also if the name could lead out of the folder
   */
  StoredReport write(String fileName, String text) throws IOException {
    if (!fileName.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,199}")) {
      throw new IOException("a report's name may hold letters, digits, dots, - and _ only");
    }
    Files.createDirectories(folder);
    Path target = folder.resolve(fileName);
    Path part = Files.createTempFile(folder, "." + fileName, ".part");
    try {
      Files.writeString(part, text, StandardCharsets.UTF_8);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return new StoredReport(target.toString(), AuditChain.sha256(text));
  }
}
