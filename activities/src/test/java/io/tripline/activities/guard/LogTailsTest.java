package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  @TempDir Path logs;

  private void log(String name, String text, Duration ago) throws IOException {
    Path file = Files.writeString(logs.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(ago)));
  }

  @Test
  void onlyTheLastWarningsAndErrorsAreKept() throws IOException {
    log("trading.log", "INFO fine\n" + "ERROR broken\n".repeat(40), Duration.ofMinutes(1));
    assertThat(new LogTails(logs).around(NOW, NOW))
        .hasSize(7)
        .contains("trading.log: last written 1 min 0 s ago", "trading.log: ERROR broken")
        .noneMatch(line -> line.contains("fine"));
  }

  @Test
  void aLogOfAnotherTimeIsLeftOut() throws IOException {
    log("trading.log", "ERROR old\n", Duration.ofHours(5));
    assertThat(new LogTails(logs).around(NOW, NOW)).isEmpty();
  }

  @Test
  void whatLooksLikeASecretIsTakenOut() {
    assertThat(LogTails.redacted("ERROR secret_key=abc123 for PKABCDEFGHIJKLMNOPQR: refused"))
        .doesNotContain("abc123", "PKABCDEFGHIJKLMNOPQR")
        .contains("***");
    assertThat(LogTails.redacted("WARN APCA-API-SECRET-KEY: hunter2")).doesNotContain("hunter2");
    assertThat(LogTails.redacted("WARN Authorization: Bearer abcdef")).doesNotContain("abcdef");
  }

  @Test
  void aFolderThatIsGoneIsSaidSo() {
    assertThat(new LogTails(logs.resolve("none")).around(NOW, NOW))
        .singleElement()
        .asString()
        .startsWith("the logs can't be read");
  }
}
