package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.cli.connect.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillFoldersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  @TempDir Path drills;

  @Test
  void theNewestOnesStay() throws Exception {
    List<Path> made = make(DrillFolders.STAY + 3);
    assertThat(DrillFolders.prune(drills, NOW)).isEqualTo(3);
    assertThat(made.subList(0, 3)).allMatch(Files::notExists);
    assertThat(made.subList(3, made.size())).allMatch(Files::exists);
  }

  @Test
  void oneThatWasKeptStays() throws Exception {
    List<Path> made = make(DrillFolders.STAY + 2);
    DrillFolders.keep(made.get(0));
    age(made.get(0));
    assertThat(DrillFolders.prune(drills, NOW)).isEqualTo(1);
    assertThat(made.get(0)).exists();
  }

  @Test
  void oneThatIsInUseStaysAlsoWhenOnlyAProcessOfItWasLeft() throws Exception {
    List<Path> made = make(DrillFolders.STAY + 3);
    ProcessHandle self = ProcessHandle.current();
    runs(made.get(0), self.pid(), RunState.startOf(self), List.of());
    runs(
        made.get(1),
        self.pid(),
        Instant.EPOCH,
        List.of(new RunState.ProcessAt("simulator", self.pid(), RunState.startOf(self), "")));
    runs(made.get(2), self.pid(), Instant.EPOCH, List.of());
    assertThat(DrillFolders.prune(drills, NOW)).isEqualTo(1);
    assertThat(made.get(0)).exists();
    assertThat(made.get(1)).exists();
    assertThat(made.get(2)).doesNotExist();
  }

  @Test
  void oneThatIsJustBeingStartedStays() throws Exception {
    List<Path> made = make(DrillFolders.STAY + 1);
    Files.setLastModifiedTime(made.get(0), FileTime.from(NOW.minusSeconds(60)));
    assertThat(DrillFolders.prune(drills, NOW)).isZero();
  }

  @Test
  void withoutDrillsThereIsNothingToDo() throws Exception {
    assertThat(DrillFolders.prune(drills.resolve("none"), NOW)).isZero();
  }

  private List<Path> make(int count) throws IOException {
    List<Path> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path folder = Files.createDirectory(drills.resolve("20261101-1200%02d".formatted(i)));
      Files.writeString(Files.createDirectory(folder.resolve("logs")).resolve("x.log"), "x");
      age(folder);
      made.add(folder);
    }
    return made;
  }

  private static void age(Path folder) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(Duration.ofDays(1))));
  }

  private static void runs(
      Path folder, long pid, Instant started, List<RunState.ProcessAt> processes)
      throws IOException {
    new RunState(
            1,
            pid,
            started,
            "drill",
            "simulator",
            true,
            true,
            new RunState.TemporalAt("127.0.0.1:1", "drill", "", true),
            null,
            processes)
        .write(folder);
    age(folder);
  }
}
