package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.guard.HaltFile.Look;
import io.tripline.activities.guard.HaltFile.Source;
import io.tripline.workflows.killswitch.TripLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltFileTest {
  @TempDir Path folder;

  @Test
  void whereItIsNotItIsAbsentAlsoWithoutTheFolder() {
    assertThat(new HaltFile(folder, Map.of()).look()).isEqualTo(new Look.Absent());
    assertThat(new HaltFile(folder.resolve("none"), Map.of()).look()).isEqualTo(new Look.Absent());
  }

  @Test
  void emptyItAsksForAStopAndElseForTheLevelThatItSays() {
    assertThat(says("")).isEqualTo(new Look.Present(TripLevel.STOP, "", Source.FILE, ""));
    assertThat(says("stop\n")).isEqualTo(new Look.Present(TripLevel.STOP, "stop", Source.FILE, ""));
    assertThat(says(" Cancel\r\n"))
        .isEqualTo(new Look.Present(TripLevel.CANCEL, "Cancel", Source.FILE, ""));
    assertThat(says("\ufeffflatten\n"))
        .isEqualTo(new Look.Present(TripLevel.FLATTEN, "flatten", Source.FILE, ""));
  }

  @Test
  void whatIsNoLevelNeverAsksForMoreThanAStopAndIsKeptOnOneShortLine() {
    assertThat(says("do not flatten\nyet\u001b[2J"))
        .isEqualTo(new Look.Present(TripLevel.STOP, "do not flatten yet [2J", Source.FILE, ""));
    assertThat(says("x".repeat(10_000)).words()).hasSize(122).endsWith(" …");
  }

  @Test
  void whatIsThereAndNoPlainFileStops() throws IOException {
    Files.createDirectory(folder.resolve("HALT"));

    assertThat(unmarked(new HaltFile(folder, Map.of()).look()))
        .isEqualTo(new Look.Present(TripLevel.STOP, "(no plain file)", Source.FILE, ""));
  }

  @Test
  void aLinkToNothingIsThere() throws IOException {
    Files.createSymbolicLink(folder.resolve("HALT"), folder.resolve("gone"));

    assertThat(new HaltFile(folder, Map.of()).look()).isInstanceOf(Look.Present.class);
  }

  @Test
  void whereTheFolderCannotBeReadItIsUnknown() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThat(new HaltFile(loop, Map.of()).look()).isInstanceOf(Look.Unknown.class);
  }

  @Test
  void theEnvironmentAsksForTheSameAndWhatAsksForMoreIsHeard() {
    HaltFile cancels = asked(" cancel ");
    assertThat(unmarked(cancels.look()))
        .isEqualTo(new Look.Present(TripLevel.CANCEL, "cancel", Source.ENVIRONMENT, ""));
    says("stop");
    assertThat(unmarked(cancels.look()))
        .isEqualTo(new Look.Present(TripLevel.CANCEL, "cancel", Source.ENVIRONMENT, ""));
    says("flatten");
    assertThat(unmarked(cancels.look()))
        .isEqualTo(new Look.Present(TripLevel.FLATTEN, "flatten", Source.FILE, ""));
    assertThat(asked("false").look()).isInstanceOf(Look.Present.class);
  }

  @Test
  void unsetOrBlankTheEnvironmentAsksForNothing() {
    assertThat(asked(" ").look()).isEqualTo(new Look.Absent());
  }

  @Test
  void whereTheFolderCannotBeReadTheEnvironmentIsStillHeard() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThat(new HaltFile(loop, Map.of(HaltFile.VARIABLE, "stop")).look())
        .isInstanceOf(Look.Present.class);
  }

  private HaltFile asked(String word) {
    return new HaltFile(folder, Map.of(HaltFile.VARIABLE, word));
  }

  private Look.Present says(String text) {
    try {
      Files.writeString(folder.resolve("HALT"), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return unmarked(new HaltFile(folder, Map.of()).look());
  }

  private static Look.Present unmarked(Look look) {
    Look.Present seen = (Look.Present) look;
    return new Look.Present(seen.level(), seen.words(), seen.source(), "");
  }
}
