package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentReportWriterTest {
  private final String report =
      IncidentReportWriter.write(RunSheetPageTest.view("see [ticket 7]", 3));

  /** The lines of the template in {@code runbooks/communication.md} that are no placeholders. */
  private static List<String> headings() throws IOException {
    String text = Files.readString(Path.of("..", "runbooks", "communication.md"));
    String template = text.substring(text.indexOf("```\n") + 4, text.lastIndexOf("```"));
    return template
        .lines()
        .map(line -> line.contains("[") ? line.substring(0, line.indexOf('[')) : line)
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("1.") && !line.equals("-"))
        .toList();
  }

  @Test
  void theTemplatesHeadingsComeInTheirOrder() throws IOException {
    assertThat(headings()).hasSize(10);
    assertThat(report).containsSubsequence(headings());
  }

  @Test
  void noBracketIsLeft() {
    assertThat(report).doesNotContain("[").doesNotContain("]").contains("see (ticket 7)");
  }

  @Test
  void theDurationsAreNamed() {
    assertThat(report)
        .contains("MTTA (detected to acknowledged): 1 min 2 s")
        .contains("MTTM (detected to mitigated): 20.0 s")
        .contains("MTTR (detected to resolved): not reached");
  }

  @Test
  void theEvidenceIsThere() {
    assertThat(report)
        .containsPattern(
            "\\| D1 +\\| PASS +\\| accounting identity +\\| difference \\$0.00 +"
                + "\\| at most \\$1 or 2 bps +\\|\n")
        .containsPattern("\\| SPY +\\| 0 +\\| 140 +\\| 140 +\\| 0 +\\|\n")
        .contains("0 positions, 0 open orders")
        .contains("hash cafe0123")
        .contains("names are claimed, not proven");
  }

  @Test
  void theReviewIsDueNext() {
    assertThat(report)
        .containsSubsequence(
            "Next Steps:",
            "Create incident report",
            "Identify root cause",
            "Document lessons learned",
            "Update runbook if needed",
            "Implement preventive measures");
  }

  @Test
  void theTemplatesLabelsStandWholeInTheirLines() {
    assertThat(report)
        .startsWith("INCIDENT REPORT\n===============\n\n- Date/Time: ")
        .containsSubsequence(
            "\n- Severity: P1",
            "\n- Status: Mitigated\n",
            "\nSummary:\n--------\n\n",
            "\nRoot Cause:\n-----------\n\n",
            "\nActions Taken:\n--------------\n\n1. ",
            "\nTimeline (UTC):\n---------------\n\n- ");
  }

  @Test
  void itIsTheSameWheneverItIsWritten() {
    assertThat(IncidentReportWriter.write(RunSheetPageTest.view("see [ticket 7]", 3)))
        .isEqualTo(report);
  }

  /** As many headings, points, rows and paragraphs as with harmless words. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n\nFake:\n-----\n\n- b",
        "| a | b |",
        "`code` and ``` and ~~~",
        "# heading",
        "<script>alert(1)</script> &lt; <!-- open",
        "a\u2028b\u202ec\rd",
        "**bold** _it_ \\",
        "=====",
        "- - -",
        "1. one"
      })
  void nothingThatAnybodyWroteBecomesMarkup(String words) {
    String hostile = IncidentReportWriter.write(RunSheetPageTest.view(words, 3));
    String harmless = IncidentReportWriter.write(RunSheetPageTest.view("calm", 3));
    assertThat(shape(hostile)).isEqualTo(shape(harmless));
    assertThat(hostile).doesNotContain("<script", "<!--").doesNotContainPattern("(?<!\\\\)`");
  }

  private static List<String> shape(String markdown) {
    return markdown
        .lines()
        .map(line -> line.replaceAll("^(- |\\d+\\. |\\| |---|===|$)?.*", "$1"))
        .toList();
  }
}
