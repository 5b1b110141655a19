package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  @ParameterizedTest
  @ValueSource(strings = {"sleep 300; echo key", "sleep 300 & wait", "sleep 300 & echo key"})
  @Timeout(20)
  void aCommandThatWaitsIsGivenUp(String line) {
    assertThatThrownBy(() -> CommandOutput.of("account.keys.id", line, Duration.ofMillis(500)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("account.keys.id")
        .hasMessageContaining(line);
  }

  @Test
  void whatACommandStartedEndsWithIt() throws Exception {
    Path pid = folder.resolve("pid");
    String line = "sh -c 'echo $$ > " + pid + "; exec sleep 300' & wait";
    assertThatThrownBy(() -> CommandOutput.of("account.keys.id", line, Duration.ofSeconds(2)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("did not end within 2 s");
    long started = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(started).map(ProcessHandle::onExit).map(CompletableFuture::join))
        .satisfiesAnyOf(
            gone -> assertThat(gone).isEmpty(), gone -> assertThat(gone.get().isAlive()).isFalse());
  }

  @Test
  void aCommandFindsNobodyToAsk() {
    assertThat(read("command:read -r answer; echo key$answer", Map.of())).isEqualTo("key");
  }

  @Test
  void aSecretDoesNotPrint() {
    assertThat(new Secret("s3cr3t")).hasToString("hidden");
  }

  private static String read(String source, Map<String, String> environment) {
    return KeySource.parse(source).read("account.keys.id", environment).reveal();
  }
}
