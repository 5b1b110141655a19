package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the section {@code session} refuses. */
class SessionReaderTest {
  @TempDir Path folder;

  @Test
  void aStrategyFromOutsideNeedsANameAndAQueueThatIsNotOurs() {
    assertThat(problems("version: 1\nsession:\n  strategy: {name: mine, taskQueue: trading}\n"))
        .containsExactly(
            "line 3: session.strategy.taskQueue: must be 1 to 60 letters, digits or . _ -, and none"
                + " of Tripline's own queues, was trading");
    assertThat(problems("version: 1\nsession: {strategy: {name: mine}}"))
        .containsExactly("session.strategy.taskQueue: is missing");
    assertThat(problems("version: 1\nsession: {interval: 30s, limitOffset: 80}"))
        .containsExactlyInAnyOrder(
            "line 2: session.interval: must be 1m to 6h, or none for one decision a day, was 30s",
            "line 2: session.limitOffset: must be -50 to 50 basis points, such as 5 bps, was 80");
  }

  @Test
  void oneDecisionADaySellsNothingBeforeTheClose() {
    assertThat(problems("version: 1\nsession: {closeOut: flat}"))
        .containsExactly(
            "line 2: session.closeOut: flat needs an interval: with one decision a day nobody is"
                + " there to sell before the close");
    assertThat(read("version: 1\nsession: {closeOut: flat, interval: 30m}").session().execution())
        .isNotNull();
  }

  @Test
  void aConfigurationThatSaysNothingOfItKeepsTheHashThatItHad() {
    Settings settings = new SettingsReader(Map.of(), "osuser", folder).defaults();
    assertThat(settings.session().execution()).isNull();
    assertThat(read("version: 1\nsession: {orderType: limit}").configurationHash())
        .isNotEqualTo(settings.configurationHash());
  }

  private Settings read(String text) {
    Path file = folder.resolve("tripline.yaml");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SettingsReader(Map.of(), "osuser", folder).read(file);
  }

  private List<String> problems(String text) {
    return catchThrowableOfType(ConfigurationException.class, () -> read(text)).problems().stream()
        .map(Problems.Problem::toString)
        .toList();
  }
}
