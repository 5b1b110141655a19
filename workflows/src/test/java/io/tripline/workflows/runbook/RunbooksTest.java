package io.tripline.workflows.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.fault.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read is what the procedures obey. */
class RunbooksTest {
  private static String text(String name) {
    try {
      return Files.readString(Path.of("..", "runbooks", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> titles(String markdown) {
    return RunbookDocument.parse(markdown).steps().stream().map(Step::title).toList();
  }

  private static void agree(String markdown) {
    assertThat(RunbookDocument.parse(markdown).steps()).containsExactlyElementsOf(P1Step.all());
  }

  @Test
  void theStepsOfP1AreTheHeadingsOfItsDocumentInOrderAndNoneIsLeftOver() {
    agree(text("p1-trading-halted.md"));
  }

  @Test
  void theStepsOfTheReviewAreTheHeadingsOfItsDocumentInOrderAndNoneIsLeftOver() {
    assertThat(RunbookDocument.parse(text("review.md")).steps())
        .containsExactlyElementsOf(ReviewStep.all());
  }

  @Test
  void theStepsOfP0AreTheHeadingsOfItsDocument() {
    assertThat(RunbookDocument.parse(text("p0-system-down.md")).steps())
        .containsExactlyElementsOf(P0Step.all());
  }

  @Test
  void theStepsOfP2AreTheHeadingsOfItsDocument() {
    assertThat(RunbookDocument.parse(text("p2-degraded.md")).steps())
        .containsExactlyElementsOf(P2Step.all());
  }

  @Test
  void theStepsOfP3AreTheHeadingsOfItsDocument() {
    assertThat(RunbookDocument.parse(text("p3-minor.md")).steps())
        .containsExactlyElementsOf(P3Step.all());
  }

  @Test
  void aReviewStepThatWasRenamedIsNoticed() {
    String renamed = text("review.md").replace("2. Identify Root Cause", "2. Find Who Did It");
    assertThat(RunbookDocument.parse(renamed).steps()).isNotEqualTo(ReviewStep.all());
  }

  @Test
  void aHeadingThatTheProcedureDoesNotKnowIsNoticed() {
    String more = text("p1-trading-halted.md") + "\n### 13. Call the Chairman\n";
    assertThatThrownBy(() -> agree(more)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aRenamedStepIsNoticed() {
    String renamed =
        text("p1-trading-halted.md").replace("### 9. Manual Reset", "### 9. Reset by Hand");
    assertThatThrownBy(() -> agree(renamed)).isInstanceOf(AssertionError.class);
  }

  @Test
  void stepsInAnotherOrderAreNoticed() {
    String swapped =
        text("p1-trading-halted.md")
            .replace("### 6. For API Error Trigger", "### 6. For Slippage Trigger ")
            .replace("### 7. For Slippage Trigger\n", "### 7. For API Error Trigger\n");
    assertThatThrownBy(() -> agree(swapped)).isInstanceOf(AssertionError.class);
  }

  @Test
  void aWrongNumberIsNoticed() {
    String skipped = text("p1-trading-halted.md").replace("### 12. ", "### 13. ");
    assertThatThrownBy(() -> RunbookDocument.parse(skipped)).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "p0-system-down.md,Verify Status",
    "p0-system-down.md,Emergency Flatten (if needed)",
    "p0-system-down.md,Investigate Root Cause",
    "p0-system-down.md,Restart",
    "p2-degraded.md,Check Slippage Stats",
    "p2-degraded.md,Compare to Baseline",
    "p2-degraded.md,Possible Causes",
    "p2-degraded.md,Actions",
    "p3-minor.md,Document Issue",
    "p3-minor.md,Check Logs",
    "p3-minor.md,Fix in Next Scheduled Maintenance"
  })
  void theOtherDocumentsKeepTheHeadingsThatPeopleKnow(String document, String heading) {
    assertThat(titles(text(document))).contains(heading);
  }

  @ParameterizedTest
  @CsvSource({
    "p1-trading-halted.md,KILL SWITCH TRIGGERED",
    "p1-trading-halted.md,is_halted = True",
    "p1-trading-halted.md,incident_response",
    "p1-trading-halted.md,logs/trade_audit.csv",
    "p1-trading-halted.md,reports/slippage_report.json",
    "p0-system-down.md,logs/paper_trades.csv",
    "communication.md,INCIDENT REPORT"
  })
  void whatPeopleSearchForIsFound(String document, String words) {
    assertThat(text(document)).contains(words);
  }

  @Test
  void headingsInsideCodeAreNoSteps() {
    String markdown = "# T\n## Response\n### 1. One\n```\n### 2. Not a step\n```\n";
    assertThat(titles(markdown)).containsExactly("One");
  }

  @Test
  void aSlugIsLowerCaseWordsJoinedByHyphens() {
    assertThat(RunbookDocument.slug("For Daily Loss Trigger: Verify Loss Was Real"))
        .isEqualTo("for-daily-loss-trigger-verify-loss-was-real");
  }
}
