package io.tripline.workflows.review;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.incident.Figures;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.runbook.IncidentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The recorder of one review: every fact goes to the book and to the journal, the steps that are
 * done to the journal as well, and what people see to the Temporal UI's page and search attributes.
 * For workflow threads.
 */
final class ReviewSheet {
  static final String MACHINE = "the review";

  private final ReviewBook book;
  private final CaseFile file;
  private final JournalQueue journal;
  private final Map<String, StepState> steps = new LinkedHashMap<>();
  private final Map<String, String> published = new LinkedHashMap<>();

  ReviewSheet(ReviewBook book, CaseFile file, JournalQueue journal) {
    this.book = book;
    this.file = file;
    this.journal = journal;
    ReviewSteps.of(book, file).forEach(step -> steps.put(step.id(), step.state()));
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  ReviewView view() {
    return ReviewReading.view(book, file, now());
  }

  /** Takes a fact. */
  void record(ReviewFact fact) {
    book.apply(fact);
    journal.add(
        fact.event().kind(),
        file.incident(),
        fact.by(),
        fact.at(),
        null,
        fact.line(),
        fact.figures());
  }

  /** A fact of the procedure itself. */
  void record(ReviewEvent event, String line, String... figures) {
    record(new ReviewFact(event, MACHINE, now(), line, Figures.of(figures)));
  }

  /** The incident's status, for everybody who reads its entries. */
  void status(IncidentStatus status, String line) {
    journal.add(
        EntryKind.INCIDENT,
        file.incident(),
        MACHINE,
        null,
        line,
        Figures.of("status", status.name(), "review", PostIncidentReview.idOf(file.incident())));
  }

  /** Writes what changed; to be called before the procedure waits and after each message. */
  void publish() {
    ReviewView view = view();
    view.steps().forEach(this::step);
    List<SearchAttributeUpdate<?>> changes = new ArrayList<>();
    change(changes, SearchAttributes.ACCOUNT, view.account());
    change(changes, SearchAttributes.INCIDENT_SEVERITY, view.severity().name());
    change(changes, SearchAttributes.INCIDENT_STATUS, view.status().name());
    change(changes, SearchAttributes.INCIDENT_CAUSE, view.cause());
    change(changes, SearchAttributes.RUNBOOK_STEP, ReviewReading.step(view));
    boolean awaitsSignature = view.missing().isEmpty() && !book.signed();
    change(changes, SearchAttributes.AWAITING_APPROVAL, awaitsSignature ? "sign" : "");
    if (!changes.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(changes.toArray(new SearchAttributeUpdate<?>[0]));
    }
    Workflow.setCurrentDetails(ReviewPage.of(view, now()));
  }

  private void step(StepView step) {
    StepState before = steps.put(step.id(), step.state());
    if (step.state() == StepState.DONE && before != StepState.DONE) {
      journal.add(
          EntryKind.STEP,
          file.incident(),
          MACHINE,
          null,
          step.title() + ": done, " + step.outcome(),
          Figures.of(
              "step", step.id(),
              "state", step.state().name(),
              "startedAt", String.valueOf(step.startedAt()),
              "endedAt", String.valueOf(step.endedAt())));
    }
  }

  private void change(
      List<SearchAttributeUpdate<?>> changes, SearchAttributeKey<String> key, String value) {
    String before = published.put(key.getName(), value);
    if (value.equals(before) || (before == null && value.isEmpty())) {
      return;
    }
    changes.add(value.isEmpty() ? key.valueUnset() : key.valueSet(value));
  }

  /** Waits until the journal has all of it. */
  void awaitWritten() {
    publish();
    journal.awaitEmpty();
  }
}
