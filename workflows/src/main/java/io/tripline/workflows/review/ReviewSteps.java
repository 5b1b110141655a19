package io.tripline.workflows.review;

import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.runbook.ReviewStep;
import io.tripline.workflows.runbook.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of the review document, as far as they are done. Pure. */
final class ReviewSteps {
  private ReviewSteps() {}

  static List<StepView> of(ReviewBook book, CaseFile file) {
    return List.of(
        report(book, file), cause(book, file), lessons(book), runbook(book), measures(book));
  }

  private static StepView report(ReviewBook book, CaseFile file) {
    int corrections = book.corrections().size();
    String corrected = corrections == 0 ? "" : ", " + corrections + " correction(s)";
    if (!file.report().isEmpty()) {
      return step(
          book, ReviewStep.REPORT, "written: " + file.report() + corrected, book.openedAt());
    }
    return corrections == 0
        ? waiting(book, ReviewStep.REPORT, "no report is on record")
        : step(book, ReviewStep.REPORT, "by hand" + corrected, book.corrections().get(0).at());
  }

  private static StepView cause(ReviewBook book, CaseFile file) {
    Point cause = book.rootCause();
    if (cause == null) {
      String stated = file.statedCause();
      return waiting(
          book,
          ReviewStep.CAUSE,
          factors(
              book,
              stated.isEmpty()
                  ? "nobody named it yet"
                  : "to be confirmed, stated in the incident: " + stated));
    }
    return step(book, ReviewStep.CAUSE, factors(book, cause.text()), cause.at());
  }

  private static String factors(ReviewBook book, String text) {
    int factors = book.factors().size();
    return factors == 0 ? text : text + "; " + factors + " contributing factor(s)";
  }

  private static StepView lessons(ReviewBook book) {
    return book.lessons().isEmpty()
        ? waiting(book, ReviewStep.LESSONS, "none yet")
        : step(
            book,
            ReviewStep.LESSONS,
            book.lessons().size() + " lesson(s)",
            book.lessons().get(0).at());
  }

  private static StepView runbook(ReviewBook book) {
    RunbookNeed need = book.runbook();
    if (need == null) {
      return waiting(book, ReviewStep.RUNBOOK, "not decided yet");
    }
    return step(
        book,
        ReviewStep.RUNBOOK,
        (need.needed() ? "needed: " : "not needed: ") + need.why().text(),
        need.why().at());
  }

  private static StepView measures(ReviewBook book) {
    Point none = book.noAction();
    if (none != null) {
      return step(book, ReviewStep.MEASURES, "none needed: " + none.text(), none.at());
    }
    List<ActionItem> all = book.actions();
    if (all.isEmpty()) {
      return waiting(book, ReviewStep.MEASURES, "no action item yet");
    }
    int open = book.openActions().size();
    String outcome = all.size() - open + " of " + all.size() + " action item(s) done";
    return open > 0
        ? waiting(book, ReviewStep.MEASURES, outcome)
        : step(book, ReviewStep.MEASURES, outcome, lastDone(all));
  }

  private static @Nullable Instant lastDone(List<ActionItem> all) {
    Instant last = null;
    for (ActionItem each : all) {
      Point done = each.done();
      if (done != null && (last == null || done.at().isAfter(last))) {
        last = done.at();
      }
    }
    return last;
  }

  private static StepView step(
      ReviewBook book, ReviewStep step, String outcome, @Nullable Instant endedAt) {
    Step of = step.step();
    return new StepView(of.id(), of.title(), StepState.DONE, outcome, book.openedAt(), endedAt);
  }

  private static StepView waiting(ReviewBook book, ReviewStep step, String outcome) {
    Step of = step.step();
    return new StepView(of.id(), of.title(), StepState.WAITING, outcome, book.openedAt(), null);
  }
}
