package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        .contains("D1  PASS  accounting identity: difference $0.00 (rule: at most $1 or 2 bps)")
        .contains("SPY: opening 0 + bought 140 - sold 140 = 0")
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
}
