package io.tripline.activities.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLogTest {
  private static final Instant AT = Instant.parse("2026-11-20T15:00:00Z");
  @TempDir Path logs;

  private static ProcessEvent event(long pid, ProcessEvent.Kind kind) {
    return new ProcessEvent(AT.plusSeconds(pid), "worker trading", pid, kind);
  }

  @Test
  void whatWasWrittenIsReadAgainFromAnInstantOn() throws IOException {
    ProcessLog log = ProcessLog.in(logs.resolve("not there yet"));
    assertThat(log.since(AT, 10)).isEmpty();
    log.append(event(1, ProcessEvent.Kind.ENDED));
    log.append(event(2, ProcessEvent.Kind.STARTED_AGAIN));
    assertThat(log.since(AT.plusSeconds(2), 10))
        .containsExactly(event(2, ProcessEvent.Kind.STARTED_AGAIN));
    assertThat(log.since(AT, 1)).containsExactly(event(2, ProcessEvent.Kind.STARTED_AGAIN));
    assertThat(event(2, ProcessEvent.Kind.STARTED_AGAIN).text())
        .isEqualTo("2026-11-20T15:00:02Z worker trading was started again as process 2");
  }

  @Test
  void aTornLineTakesNoOtherAlong() throws IOException {
    ProcessLog log = ProcessLog.in(logs);
    log.append(event(1, ProcessEvent.Kind.ENDED));
    Files.writeString(log.file(), "\n{\"schemaVersion\":1,\"at\":\"20", StandardOpenOption.APPEND);
    log.append(event(2, ProcessEvent.Kind.FOUND_DEAD));
    assertThat(log.since(AT, 10))
        .containsExactly(event(1, ProcessEvent.Kind.ENDED), event(2, ProcessEvent.Kind.FOUND_DEAD));
  }
}
