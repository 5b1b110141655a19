package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maintenance: {at: "10:00"}              | schedules.maintenance | outside market hours
          maintenance: {at: "21:30", length: 12h} | schedules.maintenance | outside market hours
          maintenance: {at: noon}                 | schedules.maintenance.at | time of day
          checks: {every: 1m}                     | schedules.checks | 5m to 1d
          reconciliation: {on: someday}           | schedules.reconciliation.on | such as saturday
          checks: {evry: 1h}                      | schedules.checks.evry | did you mean every
          """)
  void aScheduleThatMayNotBeIsRefusedByName(String line, String key, String allowed)
      throws Exception {
    Path file = folder.resolve("tripline.yaml");
    Files.writeString(file, "version: 1\nschedules:\n  " + line + "\n");
    assertThatThrownBy(() -> new SettingsReader(Map.of(), "osuser", folder).read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(allowed);
  }
}
