package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.cli.CommandFailure;
import io.tripline.workflows.runbook.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the scenarios to the runbook: each symptom and cause of a document has one. */
class ScenarioTest {
  /** Symptoms that no scenario shows yet; one that has its scenario must leave this list. */
  private static final Set<Symptom> AWAITED = EnumSet.noneOf(Symptom.class);

  @Test
  void everySymptomHasAScenario() {
    Set<Symptom> uncovered = EnumSet.allOf(Symptom.class);
    for (Scenario scenario : Scenario.values()) {
      scenario.plot().covers().forEach(uncovered::remove);
    }
    assertThat(uncovered)
        .as("symptoms of the runbook without a scenario (AWAITED names those that may be missing)")
        .containsExactlyInAnyOrderElementsOf(AWAITED);
  }

  @Test
  void theDocumentsNameTheseSymptomsAndNoOthers() throws IOException {
    for (Severity severity : Severity.values()) {
      List<String> document =
          Files.readAllLines(
              DrillProcess.repository().resolve("runbooks").resolve(Symptom.document(severity)));
      for (Symptom.Kind kind : Symptom.Kind.values()) {
        assertThat(unmatched(RunbookLines.of(document, kind), symptoms(severity, kind)))
            .as("%s of %s: lines and symptoms without each other", kind, severity)
            .isEmpty();
      }
    }
  }

  @Test
  void aLineWithoutSymptomAndASymptomWithoutLineAreFound() {
    List<String> document =
        List.of(
            "# P3",
            "## Examples",
            "- Log file corrupted: x",
            "- Disk full",
            "  goes on",
            "## Next",
            "- no");
    List<String> lines = RunbookLines.of(document, Symptom.Kind.EXAMPLE);
    assertThat(lines).containsExactly("Log file corrupted: x", "Disk full");
    assertThat(unmatched(lines, List.of(Symptom.LOG_CORRUPTED, Symptom.CONFIG_DRIFT)))
        .containsExactly("Disk full", "Config drift");
  }

  @Test
  void theDocumentOfDrillsNamesEachScenario() throws IOException {
    List<String> rows =
        Files.readAllLines(DrillProcess.repository().resolve("docs").resolve("drills.md")).stream()
            .filter(line -> line.startsWith("| P"))
            .toList();
    for (Scenario scenario : Scenario.values()) {
      assertThat(rows)
          .as("docs/drills.md: a row of the table with " + scenario.word())
          .anyMatch(row -> row.contains("`" + scenario.word() + "`"));
    }
  }

  @Test
  void theirWordsAreUniqueAndEachHasARehearsal() {
    Set<String> words = new HashSet<>();
    for (Scenario scenario : Scenario.values()) {
      Plot plot = scenario.plot();
      assertThat(words.add(plot.word())).as(plot.word()).isTrue();
      plot.aliases().forEach(alias -> assertThat(words.add(alias)).as(alias).isTrue());
      assertThat(plot.play()).as(plot.word()).isNotNull();
      assertThat(plot.description()).as(plot.word()).isNotBlank();
      assertThat(plot.minutes()).as(plot.word()).isBetween(1, 10);
    }
  }

  @Test
  void anAliasNamesItsScenarioAndNonsenseNone() {
    assertThat(Scenario.parse("auto-reset")).isEqualTo(Scenario.DAILY_LOSS);
    assertThatThrownBy(() -> Scenario.parse("nonsense"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("daily-loss")
        .hasMessageContaining("was nonsense");
  }

  private static List<Symptom> symptoms(Severity severity, Symptom.Kind kind) {
    return Arrays.stream(Symptom.values())
        .filter(each -> each.severity() == severity && each.kind() == kind)
        .toList();
  }

  private static List<String> unmatched(List<String> lines, List<Symptom> symptoms) {
    List<String> left = new ArrayList<>();
    Stream.of(
            lines.stream()
                .filter(line -> symptoms.stream().noneMatch(each -> line.startsWith(each.text()))),
            symptoms.stream()
                .filter(each ->
                    lines.stream().filter(line -> line.startsWith(each.text())).count() != 1)
                .map(Symptom::text))
        .forEach(each -> each.forEach(left::add));
    return left;
  }
}
