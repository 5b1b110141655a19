package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        .hasSize(8)
        .contains(
            "trading.log: last written 1 min 0 s ago",
            "trading.log: its lines have no time, this is its end",
            "trading.log: ERROR broken")
        .noneMatch(line -> line.contains("fine"));
  }

  private static String at(int seconds, String text) {
    return NOW.plusSeconds(seconds) + " " + text + "\n";
  }

  private List<String> around(Instant moment) {
    return new LogTails(logs).around(moment, NOW.plusSeconds(7_200));
  }

  @Test
  void whatWasWrittenLaterDoesNotCrowdOutTheMoment() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = -20_000; i < 20_000; i++) {
      text.append(at(i, i == -3 ? "ERROR the last words" : i > 60 ? "WARN a later day" : "INFO x"));
    }
    log("trading.log", text.toString(), Duration.ZERO);
    assertThat(around(NOW))
        .contains("trading.log: " + at(-3, "ERROR the last words").strip())
        .anyMatch(line -> line.startsWith("trading.log: after it: "))
        .noneMatch(line -> line.contains("does not reach back"))
        .hasSize(5);
  }

  @Test
  void ofWhatComesAfterOnlyAFewLinesAreKeptAndNothingOfLater() throws IOException {
    log(
        "trading.log",
        at(-1, "INFO alive") + at(2, "ERROR one") + at(900, "ERROR later"),
        Duration.ZERO);
    assertThat(around(NOW))
        .anyMatch(line -> line.endsWith("ERROR one"))
        .noneMatch(line -> line.contains("later"));
  }

  @Test
  void aLineWithoutATimeBelongsToTheOneBeforeIt() throws IOException {
    log(
        "trading.log",
        at(-9, "INFO x") + "java.lang.OutOfMemoryError\n\tat x\n" + at(700, "INFO y") + "ERROR z",
        Duration.ZERO);
    assertThat(around(NOW))
        .contains("trading.log: java.lang.OutOfMemoryError")
        .noneMatch(line -> line.endsWith("ERROR z"));
  }

  @Test
  void aTornLineAndBytesThatAreNoTextAreNoFailure() throws IOException {
    Path file = logs.resolve("trading.log");
    Files.write(file, new byte[] {(byte) 0xFF, 0, (byte) 0xC3, '\n'});
    Files.writeString(
        file, at(-5, "ERROR whole") + "2026-11-23T14:59:5", StandardOpenOption.APPEND);
    Files.setLastModifiedTime(file, FileTime.from(NOW));
    assertThat(around(NOW)).anyMatch(line -> line.endsWith("ERROR whole"));
  }

  @Test
  void aLogThatWasRolledOverIsReadInTheFileOfTheMoment() throws IOException {
    log("trading.2026-11-22.0.log", at(-50_000, "ERROR yesterday"), Duration.ofHours(13));
    log("trading.2026-11-23.0.log", at(-4, "ERROR the last words"), Duration.ofSeconds(-10));
    log("trading.log", at(600, "INFO a new day"), Duration.ofMinutes(-10));
    assertThat(around(NOW))
        .containsExactly(
            "trading.log: last written 1 h 50 min ago",
            "trading.log: " + at(-4, "ERROR the last words").strip());
  }

  @Test
  void aLogThatDoesNotReachBackSaysSo() throws IOException {
    log("trading.log", at(600, "INFO started"), Duration.ofMinutes(-10));
    assertThat(around(NOW))
        .anyMatch(line -> line.startsWith("trading.log: does not reach back to "));
  }

  @Test
  void aFileOfManyMegabytesIsNotReadWhole() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(logs.resolve("a.log").toFile(), "rw")) {
      file.write(at(-2, "ERROR the last words").getBytes(StandardCharsets.UTF_8));
      // Sparse: nothing of it has a time, and nothing of it is text.
      file.setLength(8L << 30);
    }
    assertThat(around(NOW)).isNotEmpty();
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
