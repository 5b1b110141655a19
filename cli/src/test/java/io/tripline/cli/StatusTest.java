package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
  @TempDir Path data;
  private final Shell shell = new Shell();

  @Test
  void endsWithZeroWhenNothingRunsAndSaysThatTheHaltIsUnknown() {
    assertThat(shell.run("status", "--data", data.toString())).isEqualTo(0);
    assertThat(shell.out()).contains("is_halted = Unknown", "nothing runs here", "./tripline up");
  }

  @Test
  void isOneStableDocumentForMachines() throws Exception {
    assertThat(shell.run("status", "-o", "json", "--data", data.toString())).isEqualTo(0);
    JsonNode document = new ObjectMapper().readTree(shell.out());
    assertThat(document.path("schemaVersion").asInt()).isEqualTo(1);
    assertThat(document.has("isHalted")).isTrue();
    assertThat(document.path("isHalted").isNull()).isTrue();
    assertThat(document.path("next").size()).isEqualTo(3);
  }

  @Test
  void isWhatTheProgramSaysWithoutArguments() {
    assertThat(shell.run("--data", data.toString())).isEqualTo(0);
    assertThat(shell.out()).contains("is_halted", "next");
  }
}
