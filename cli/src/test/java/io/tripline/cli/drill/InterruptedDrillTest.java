package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drill that is interrupted, at whatever instant of its start, leaves no process behind. */
@Tag("process")
@Timeout(300)
class InterruptedDrillTest {
  private static final Pattern FOLDER = Pattern.compile("keep everything in (\\S+)");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "starting a Temporal server",
        "starting the simulated broker",
        "starting the response worker",
        "starting the guard"
      })
  void leavesNothingBehindAndNamesWhatWasNotRun(String instant) throws Exception {
    String mark = "-Dtripline.drilltest=" + UUID.randomUUID();
    try (DrillProcess drill =
        DrillProcess.startMarked(mark, folder, "interrupted", "slippage", "daily-loss")) {
      while (!drill.talk().contains(instant)) {
        assertThat(drill.alive()).as(drill.talk()).isTrue();
        Thread.sleep(20);
      }
      drill.interrupt();
      drill.exitCode();
      String talk = drill.talk();
      assertThat(talk).contains("interrupted", "no verdict for slippage, daily-loss");
      Matcher kept = FOLDER.matcher(talk);
      assertThat(kept.find()).isTrue();
      assertThat(running(mark, kept.group(1))).isEmpty();
    }
  }

  /** Killed processes are gone a moment later. */
  private static List<String> running(String mark, String data) throws InterruptedException {
    List<String> left = List.of();
    for (int i = 0; i < 50; i++) {
      left =
          ProcessHandle.allProcesses()
              .map(process -> process.info().commandLine().orElse(""))
              .filter(line -> line.contains(mark) || line.contains(data))
              .toList();
      if (left.isEmpty()) {
        return left;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return left;
  }
}
