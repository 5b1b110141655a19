package io.tripline.workflows.incident;

import io.tripline.workflows.runbook.P0Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A status update in the form of the runbook's template, short enough for a message. A P2 or P3,
 * for which the runbook asks for no template, gets a line. Pure.
 */
final class StatusUpdateText {
  private static final int LONGEST = 300;
  private static final int ACTIONS = 6;

  private StatusUpdateText() {}

  /**
   * What people read.
   *
   * @param what the news, or that there is none
   * @param next by when the next one comes; null when none is promised
   */
  static String of(IncidentView view, String what, @Nullable Instant next) {
    String promise = next == null ? "" : "Next update by " + Plain.time(next) + ".";
    if (view.severity().compareTo(Severity.P1) > 0) {
      return ("Status: "
              + view.status().templateWord()
              + ". Incident "
              + view.id()
              + ". "
              + sentence(what)
              + (view.awaited().isBlank() ? "" : "Waits for: " + sentence(view.awaited()))
              + promise)
          .strip();
    }
    StringBuilder text = new StringBuilder();
    line(text, "Status: " + view.status().templateWord());
    line(text, "Severity: " + view.severity());
    line(text, "Summary:");
    line(text, IncidentReportWriter.summary(view));
    if (!what.isBlank()) {
      line(text, what);
    }
    line(text, "Impact:");
    line(text, IncidentReportWriter.impactNow(view));
    line(text, "Root Cause:");
    line(text, cause(view));
    line(text, "Actions Taken:");
    List<StepView> taken = taken(view).toList();
    int number = 1;
    for (StepView step : taken.subList(Math.max(0, taken.size() - ACTIONS), taken.size())) {
      line(text, number++ + ". " + step.title() + ": " + step.outcome());
    }
    if (taken.isEmpty()) {
      line(text, "1. People are told");
    }
    line(text, "Next Steps:");
    line(text, "- " + (view.awaited().isBlank() ? "the procedure goes on" : view.awaited()));
    if (view.handling() != null && view.handling().support() != null) {
      line(text, "- Broker Support may be needed: " + NextCommand.support(view.id()));
    }
    if (!promise.isEmpty()) {
      line(text, "- " + promise);
    }
    return text.toString().strip();
  }

  private static String sentence(String words) {
    String line = Plain.line(words, LONGEST);
    return line.isEmpty() ? "" : line.endsWith(".") ? line + " " : line + ". ";
  }

  private static Stream<StepView> taken(IncidentView view) {
    return view.steps().stream()
        .filter(step -> step.state() == StepState.DONE || step.state() == StepState.FAILED);
  }

  /** A cause is told once something was found, not guessed before. */
  private static String cause(IncidentView view) {
    boolean known =
        view.judgement() != null
            || view.status().templateWord().equals("Resolved")
            || taken(view).anyMatch(step -> step.id().equals(P0Step.INVESTIGATE.step().id()));
    return known ? IncidentReportWriter.rootCause(view) : "Not known yet.";
  }

  private static void line(StringBuilder text, String line) {
    text.append(Plain.line(line, LONGEST)).append('\n');
  }
}
