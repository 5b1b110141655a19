package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatReaderTest {
  @TempDir Path folder;

  private Settings read(String notify) throws IOException {
    Path file = folder.resolve("tripline.yaml");
    Files.writeString(file, "version: 1\nnotify:\n" + notify);
    return new SettingsReader(Map.of(), "tester", folder).read(file);
  }

  @Test
  void withoutOneThereIsNone() throws IOException {
    assertThat(read("  drills: false\n").telling().heartbeat()).isNull();
  }

  @Test
  void itsAddressIsASourceAndItBeatsEachMinute() throws IOException {
    assertThat(read("  heartbeat: {url: \"env:BEAT\"}\n").telling().heartbeat())
        .isEqualTo(
            new NotifySettings.Heartbeat(
                new KeySource.FromEnvironment("BEAT"), Duration.ofMinutes(1)));
    assertThat(read("  heartbeat: {url: \"env:BEAT\", every: 30s}\n").telling().heartbeat())
        .matches(each -> each != null && each.every().equals(Duration.ofSeconds(30)));
  }

  @Test
  void anAddressInTheFileIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> read("  heartbeat: {url: \"https://hc.example/ping/abc\"}\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("notify.heartbeat.url")
        .hasMessageNotContaining("abc");
  }

  @Test
  void everyProblemIsNamed() {
    assertThatThrownBy(() -> read("  heartbeat: {every: 1s, evry: 2}\n"))
        .hasMessageContaining("notify.heartbeat.url")
        .hasMessageContaining("must be a duration from 10s to 1h")
        .hasMessageContaining("did you mean every?");
  }
}
