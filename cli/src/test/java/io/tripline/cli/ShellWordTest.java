package io.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
  @Test
  void whatIsPlainStaysAsItIs() {
    assertThat(ShellWord.of("/srv/tripline/drill-7")).isEqualTo("/srv/tripline/drill-7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp/try it", "it's", "a\"b", "$HOME", "`id`", "*", "a;b", "~", ""})
  void aShellReadsItAsThatOneWord(String text) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(text)).start();
    String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(read).isEqualTo(text);
  }
}
