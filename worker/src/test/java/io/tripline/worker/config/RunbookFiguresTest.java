package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.runbook.Runbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The numbers in the documents are those of the shipped configuration and of the code. Only of
 * ours: an operator's own copy says what it likes, and {@code runbook show} puts what is in force
 * below.
 */
class RunbookFiguresTest {
  @TempDir Path folder;

  private static RunbookFigures figures() throws IOException {
    return new RunbookFigures(Path.of("src", "test", "resources", "runbook-figures.txt"));
  }

  private Map<String, String> shown(Runbook document) throws IOException {
    Path file = Files.writeString(folder.resolve("tripline.yaml"), "version: 1\n");
    Settings usual = new SettingsReader(Map.of(), "osuser", folder).read(file);
    Map<String, String> shown = new HashMap<>();
    RunbookNumbers.of(document, usual, Map.of(), null)
        .forEach(each -> shown.put(each.key(), each.value()));
    return shown;
  }

  @ParameterizedTest
  @EnumSource(Runbook.class)
  void eachNumberIsTheOneThatHolds(Runbook document) throws IOException {
    assertThat(figures().disagreements(document, RunbookFigures.text(document), shown(document)))
        .as(document.file())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Runbook.class)
  void aNumberThatWasChangedIsNoticed(Runbook document) throws IOException {
    Map<String, String> shown = shown(document);
    Map<String, String> changed = figures().changed(document, RunbookFigures.text(document));
    assertThat(changed).isNotEmpty();
    for (Map.Entry<String, String> each : changed.entrySet()) {
      assertThat(figures().disagreements(document, each.getValue(), shown))
          .as(each.getKey())
          .isNotEmpty();
    }
  }

  @Test
  void aNumberThatIsNewIsNoticed() throws IOException {
    String more =
        RunbookFigures.text(Runbook.P3) + "\nIt is mended within 7 days, or ten minutes.\n";
    assertThat(figures().disagreements(Runbook.P3, more, shown(Runbook.P3)))
        .hasSize(2)
        .anyMatch(each -> each.contains("nothing compares \"7\""))
        .anyMatch(each -> each.contains("nothing compares \"ten minutes\""));
  }

  @Test
  void datesSectionsAndExamplesAreNoLimits() throws IOException {
    String more =
        RunbookFigures.text(Runbook.P3)
            + "\n### 4. Later\n\nSee step 2, `--due 2026-12-31` and exit code 6.\n\n```\ncurl :8080\n```\n";
    assertThat(figures().disagreements(Runbook.P3, more, shown(Runbook.P3))).isEmpty();
  }
}
