package io.tripline.workflows.review;

import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.incident.TimelineLine;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.runbook.IncidentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes the view of a review, in the procedure or from the journal alone. Pure. */
public final class ReviewReading {
  private static final int LINES = 100;

  private ReviewReading() {}

  /**
   * The review as the journal knows it, without Temporal; empty when it was never opened.
   *
   * @param entries of the incident, ascending
   */
  public static Optional<ReviewView> of(String incident, List<Entry> entries, Instant now) {
    ReviewBook book = new ReviewBook();
    entries.forEach(entry -> ReviewFact.of(entry).ifPresent(book::apply));
    return book.opened()
        ? Optional.of(view(book, CaseFile.of(incident, entries), now))
        : Optional.empty();
  }

  static ReviewView view(ReviewBook book, CaseFile file, Instant now) {
    boolean written = !file.report().isEmpty();
    List<String> missing = book.signed() ? List.of() : book.missing(written, true);
    Instant due = book.dueAt();
    List<TimelineLine> timeline = book.timeline();
    return new ReviewView(
        PostIncidentReview.idOf(file.incident()),
        file.incident(),
        file.account().value(),
        file.severity(),
        file.cause(),
        book.state(),
        book.closed() ? IncidentStatus.CLOSED : IncidentStatus.IN_REVIEW,
        book.openedAt(),
        due,
        !book.signed() && due != null && !now.isBefore(due),
        file.responder(),
        file.milestones(),
        file.decisions(),
        ReviewSteps.of(book, file),
        file.report(),
        book.corrections(),
        book.rootCause(),
        book.factors(),
        book.lessons(),
        book.runbook(),
        book.actions(),
        book.noAction(),
        book.signatures(),
        missing,
        awaited(book, missing),
        command(book, file, written),
        timeline.subList(Math.max(0, timeline.size() - LINES), timeline.size()),
        book.reportPath(),
        file.evidence());
  }

  /** Id of the step that is at work: the first that is not done. */
  static String step(ReviewView view) {
    return view.steps().stream()
        .filter(each -> each.state() == StepState.WAITING)
        .findFirst()
        .map(StepView::id)
        .orElse("");
  }

  private static String awaited(ReviewBook book, List<String> missing) {
    return switch (book.state()) {
      case OPEN ->
          missing.isEmpty() ? "a signature" : "what is missing: " + String.join("; ", missing);
      case PARTLY_SIGNED -> "another signature than the responder's";
      case SIGNED, DONE -> "";
      case CLOSED -> book.openActions().size() + " action item(s) to be done";
    };
  }

  private static String command(ReviewBook book, CaseFile file, boolean written) {
    return switch (book.state()) {
      case OPEN, PARTLY_SIGNED -> ReviewCommands.next(book, file.incident(), written);
      case SIGNED, DONE -> "";
      case CLOSED -> ReviewCommands.done(file.incident(), book.openActions().get(0).number());
    };
  }
}
