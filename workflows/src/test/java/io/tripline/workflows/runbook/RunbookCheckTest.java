package io.tripline.workflows.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A copy's text is free; its steps are the procedure's. */
class RunbookCheckTest {
  private static String shipped(Runbook document) {
    try {
      return Files.readString(Path.of("..", "runbooks", document.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<RunbookCheck.Finding> p0(String from, String to) {
    String text = shipped(Runbook.P0);
    assertThat(text).contains(from);
    return RunbookCheck.of(Runbook.P0, text.replace(from, to));
  }

  private static int lineOf(String text, String words) {
    return text.lines().toList().indexOf(words) + 1;
  }

  @ParameterizedTest
  @EnumSource(Runbook.class)
  void whatIsShippedMayServe(Runbook document) {
    assertThat(RunbookCheck.of(document, shipped(document))).isEmpty();
  }

  @Test
  void textIsFree() {
    String own = "# Ours\n\n## Response\n";
    int number = 1;
    for (Step step : P0Step.all()) {
      own += "### " + number++ + ". " + step.title() + "\r\n\ncall Anna\n\n#### by hand\n";
    }
    assertThat(RunbookCheck.of(Runbook.P0, own + "## After that\n### a heading\n")).isEmpty();
  }

  @Test
  void aStepThatVanishedIsNamedWithItsLine() {
    String text = shipped(Runbook.P0);
    assertThat(p0("### 4. Restart\n", "\n"))
        .contains(
            new RunbookCheck.Finding(
                lineOf(text, "### 5. Verify That It Trades"),
                "\"### 4. Restart\" is missing; it belongs before this line"));
  }

  @Test
  void aLastStepThatVanishedIsMissedAtTheEndOfTheSection() {
    assertThat(p0("### 8. Write the Incident Report", "Write it down."))
        .singleElement()
        .matches(found -> found.sentence().startsWith("\"### 8. Write the Incident Report\""))
        .matches(found -> found.line() > 100);
  }

  @Test
  void aStepInAnotherPlaceIsRefused() {
    String swapped =
        shipped(Runbook.P0)
            .replace("### 3. Investigate Root Cause", "### 3. HERE")
            .replace("### 4. Restart", "### 4. Investigate Root Cause")
            .replace("### 3. HERE", "### 3. Restart");
    assertThat(RunbookCheck.of(Runbook.P0, swapped))
        .anyMatch(found -> found.sentence().contains("must have the number 4, has 3"))
        .anyMatch(found -> found.sentence().contains("stands too late"));
  }

  @Test
  void aHeadingThatIsNoStepIsRefusedAndSaysWhatToDo() {
    assertThat(p0("### 4. Restart", "### 4. Reboot everything"))
        .anyMatch(found -> found.sentence().contains("\"Reboot everything\" is no step"))
        .anyMatch(found -> found.sentence().contains("headings of your own begin with ####"))
        .anyMatch(found -> found.sentence().contains("\"### 4. Restart\" is missing"));
  }

  @Test
  void withoutItsSectionNothingCanServe() {
    assertThat(p0("## Response", "## What to do"))
        .anyMatch(found -> found.sentence().contains("has no heading \"## Response\""));
    assertThat(RunbookCheck.of(Runbook.P0, "")).isNotEmpty();
  }

  @Test
  void theTemplateKeepsItsLabels() {
    String text = shipped(Runbook.COMMUNICATION);
    assertThat(RunbookCheck.of(Runbook.COMMUNICATION, text.replace("Impact:", "Damage:")))
        .singleElement()
        .matches(found -> found.sentence().contains("label \"Impact:\" is missing"));
  }
}
