package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {
  @TempDir Path folder;

  @Test
  void aKeyComesFromTheEnvironmentAFileOrACommand() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "from-file\n");

    assertThat(read("env:KEY", Map.of("KEY", " from-env "))).isEqualTo("from-env");
    assertThat(read("file:" + file, Map.of())).isEqualTo("from-file");
    assertThat(read("command:printf from-command", Map.of())).isEqualTo("from-command");
  }

  @ParameterizedTest
  @ValueSource(strings = {"env:NOT_SET", "file:/does/not/exist", "command:exit 3", "command:true"})
  void aSourceWithoutAKeyIsNamed(String source) {
    assertThatThrownBy(() -> read(source, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("account.keys.id")
        .hasMessageContaining(source.substring(source.indexOf(':') + 1));
  }

  @Test
  void aSecretDoesNotPrint() {
    assertThat(new Secret("s3cr3t")).hasToString("hidden");
  }

  private static String read(String source, Map<String, String> environment) {
    return KeySource.parse(source).read("account.keys.id", environment).reveal();
  }
}
