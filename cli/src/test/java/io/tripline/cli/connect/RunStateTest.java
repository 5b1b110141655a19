package io.tripline.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateTest {
  @TempDir Path data;

  private static RunState of(long pid, Instant started) {
    return new RunState(
        1,
        pid,
        started,
        "sim",
        "simulator",
        false,
        false,
        new RunState.TemporalAt("127.0.0.1:7233", "default", "", true),
        null,
        List.of(new RunState.ProcessAt("temporal", pid, started, "temporal.log")));
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    RunState state = of(1, Instant.parse("2026-11-20T15:00:00Z"));
    state.write(data);
    assertThat(RunState.read(data)).contains(state);
  }

  @Test
  void isNobodyElsesToRead() throws Exception {
    of(1, Instant.EPOCH).write(data);
    assertThat(Files.getPosixFilePermissions(data.resolve("run.json"))).hasSize(2);
  }

  @Test
  void tellsAReusedProcessIdFromTheProcess() {
    ProcessHandle self = ProcessHandle.current();
    assertThat(of(self.pid(), RunState.startOf(self)).alive()).isTrue();
    assertThat(of(self.pid(), Instant.EPOCH).alive()).isFalse();
  }

  @Test
  void countsAsAbsentWhenItCannotBeRead() throws Exception {
    Files.writeString(data.resolve("run.json"), "{ torn");
    assertThat(RunState.read(data)).isEmpty();
  }
}
