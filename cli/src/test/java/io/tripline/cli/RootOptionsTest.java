package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that stand before the command. */
class RootOptionsTest {
  @TempDir Path data;
  private final Shell shell = new Shell();

  private void configure() throws IOException {
    Files.writeString(data.resolve("tripline.yaml"), "version: 1\naccount:\n  name: rehearsal\n");
  }

  @Test
  void leadTheCommandToTheSameInstallation() throws IOException {
    configure();

    assertThat(shell.run("--data", data.toString(), "-o", "json", "status")).isEqualTo(0);

    assertThat(shell.out()).containsPattern("\"account\" ?: ?\"rehearsal\"");
  }

  @Test
  void mayBeRepeatedBehindItButNotContradicted() {
    String here = data.toString();
    assertThat(shell.run("--data", here, "status", "--data", here)).isEqualTo(0);

    assertThat(shell.run("--data", here, "approve", "--data", "elsewhere")).isEqualTo(2);
    assertThat(shell.err()).contains("--data stands before and behind the command");
  }

  @Test
  void areRefusedByACommandThatTakesNone() {
    assertThat(shell.run("--data", data.toString(), "worker", "--role", "all")).isEqualTo(2);
    assertThat(shell.err()).contains("tripline worker takes no --data");
  }

  @Test
  void standBeforeANounAsWell() {
    assertThat(shell.run("--data", data.toString(), "journal", "audit")).isEqualTo(1);
    assertThat(shell.err()).contains("no journal at").contains(data.toString());
  }
}
