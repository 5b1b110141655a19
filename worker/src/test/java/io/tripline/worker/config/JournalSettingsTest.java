package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalSettingsTest {
  @TempDir Path folder;

  @Test
  void theEnvironmentNamesTheJournalsDatabase() throws IOException {
    Map<String, String> environment =
        Map.of(
            "TRIPLINE_JOURNAL_URL", "postgres://db/journal",
            "TRIPLINE_JOURNAL_USER", "clerk",
            "TRIPLINE_JOURNAL_PASSWORD", "kept-by-nobody");
    Settings settings = read("version: 1\njournal: {url: 'postgresql://old/old'}", environment);

    assertThat(settings.journal())
        .isEqualTo(
            new JournalSettings(
                Optional.of("jdbc:postgresql://db/journal"),
                "clerk",
                Optional.of(new KeySource.FromEnvironment("TRIPLINE_JOURNAL_PASSWORD"))));
    assertThat(settings.journalPlace(environment).server().orElseThrow().password())
        .isEqualTo("kept-by-nobody");
    assertThat(settings.toString() + settings.journalPlace(environment))
        .doesNotContain("kept-by-nobody");
  }

  @Test
  void aFileThatSaysSqliteMeansItWhateverTheEnvironmentSays() throws IOException {
    assertThat(
            read(
                    "version: 1\njournal: {url: sqlite}",
                    Map.of("TRIPLINE_JOURNAL_URL", "postgresql://db/journal"))
                .journal()
                .url())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "journal: {url: 'postgresql://me:kept-by-nobody@db/journal'}",
        "journal: {password: kept-by-nobody}"
      })
  void aPasswordInTheFileIsRefusedWithoutRepeatingIt(String yaml) {
    ConfigurationException failure =
        catchThrowableOfType(
            ConfigurationException.class, () -> read("version: 1\n" + yaml, Map.of()));

    assertThat(failure).hasMessageContaining("journal.").hasMessageNotContaining("kept-by-nobody");
  }

  @Test
  void aPasswordInTheEnvironmentsAddressIsRefusedWithoutRepeatingIt() {
    ConfigurationException failure =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                reader(Map.of("TRIPLINE_JOURNAL_URL", "postgresql://me:kept-by-nobody@db/journal"))
                    .read());

    assertThat(failure)
        .hasMessageContaining("TRIPLINE_JOURNAL_URL")
        .hasMessageNotContaining("kept-by-nobody");
  }

  private Settings read(String yaml, Map<String, String> environment) throws IOException {
    return reader(environment).read(Files.writeString(folder.resolve("tripline.yaml"), yaml));
  }

  private SettingsReader reader(Map<String, String> environment) {
    return new SettingsReader(environment, "osuser", folder);
  }
}
