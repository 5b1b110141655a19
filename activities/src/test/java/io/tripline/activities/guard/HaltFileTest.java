package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.guard.HaltFile.Look;
import io.tripline.workflows.killswitch.TripLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltFileTest {
  @TempDir Path folder;

  @Test
  void whereItIsNotItIsAbsentAlsoWithoutTheFolder() {
    assertThat(new HaltFile(folder).look()).isEqualTo(new Look.Absent());
    assertThat(new HaltFile(folder.resolve("none")).look()).isEqualTo(new Look.Absent());
  }

  @Test
  void emptyItAsksForAStopAndElseForTheLevelThatItSays() {
    assertThat(says("")).isEqualTo(new Look.Present(TripLevel.STOP, ""));
    assertThat(says("stop\n")).isEqualTo(new Look.Present(TripLevel.STOP, "stop"));
    assertThat(says(" Cancel\r\n")).isEqualTo(new Look.Present(TripLevel.CANCEL, "Cancel"));
    assertThat(says("\ufeffflatten\n")).isEqualTo(new Look.Present(TripLevel.FLATTEN, "flatten"));
  }

  @Test
  void whatIsNoLevelNeverAsksForMoreThanAStopAndIsKeptOnOneShortLine() {
    assertThat(says("do not flatten\nyet\u001b[2J"))
        .isEqualTo(new Look.Present(TripLevel.STOP, "do not flatten yet [2J"));
    assertThat(says("x".repeat(10_000)).words()).hasSize(122).endsWith(" …");
  }

  @Test
  void whatIsThereAndNoPlainFileStops() throws IOException {
    Files.createDirectory(folder.resolve("HALT"));

    assertThat(new HaltFile(folder).look())
        .isEqualTo(new Look.Present(TripLevel.STOP, "(no plain file)"));
  }

  @Test
  void aLinkToNothingIsThere() throws IOException {
    Files.createSymbolicLink(folder.resolve("HALT"), folder.resolve("gone"));

    assertThat(new HaltFile(folder).look()).isInstanceOf(Look.Present.class);
  }

  @Test
  void whereTheFolderCannotBeReadItIsUnknown() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThat(new HaltFile(loop).look()).isInstanceOf(Look.Unknown.class);
  }

  private Look.Present says(String text) {
    try {
      Files.writeString(folder.resolve("HALT"), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return (Look.Present) new HaltFile(folder).look();
  }
}
