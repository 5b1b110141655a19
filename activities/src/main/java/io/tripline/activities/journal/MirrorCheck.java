package io.tripline.activities.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Compares a whole mirror with the journal, line by line. A mirror that only lacks its latest lines
 * is none the worse: the next entry writes them.
 */
final class MirrorCheck {
  private final Path path;
  private final MirrorFile file;

  MirrorCheck(Path path, MirrorFile file) {
    this.path = path;
    this.file = file;
  }

  /** What is wrong with it; null when nothing is. Under the lock of the mirrors. */
  @Nullable String problem(EntryTable table) throws IOException, SQLException {
    if (!Files.exists(path)) {
      return table.head().sequence() == 0 ? null : "is missing";
    }
    if (torn()) {
      return "ends in a torn line";
    }
    // Damage is any bytes: a decoder that refuses them would hide where they are.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
      String header = lines.readLine();
      if (!file.header().equals(header + "\n")) {
        return header == null ? "is empty" : "has another heading than it should";
      }
      Walk walk = new Walk(lines);
      table.after(0, file.where(), walk::expect);
      return walk.problem();
    }
  }

  private boolean torn() throws IOException {
    long size = Files.size(path);
    if (size == 0) {
      return false;
    }
    try (var channel = Files.newByteChannel(path)) {
      var last = java.nio.ByteBuffer.allocate(1);
      channel.position(size - 1).read(last);
      return last.get(0) != '\n';
    }
  }

  /** One pass over the file beside the journal's rows. */
  private final class Walk {
    private final BufferedReader lines;
    private @Nullable String problem;
    private boolean over;
    private long line = 1;

    Walk(BufferedReader lines) {
      this.lines = lines;
    }

    void expect(AuditChain.Row row) {
      if (over || problem != null) {
        return;
      }
      line++;
      String found = next();
      if (found == null) {
        over = true;
      } else if (!Csv.line(file.values(row)).equals(found + "\n")) {
        problem = "line " + line + " is not what the journal has as entry " + row.sequence();
      }
    }

    @Nullable String problem() {
      if (problem == null && next() != null) {
        return "has more lines than the journal has entries";
      }
      return problem;
    }

    private @Nullable String next() {
      try {
        return lines.readLine();
      } catch (IOException e) {
        problem = "can't be read: " + e.getMessage();
        return null;
      }
    }
  }
}
