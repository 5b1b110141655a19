package io.tripline.workflows.incident;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.runbook.RunbookStep;
import io.tripline.workflows.runbook.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The recorder of one incident: steps, timeline, journal entries, the page in the Temporal UI and
 * the search attributes. The page costs no history, attributes and journal batches do: so both are
 * written by {@link #publish} only. For workflow threads.
 */
final class RunSheet {
  private static final int SHOWN_TEXT = 500;

  private final String incident;
  private Procedure procedure;
  private final Supplier<AccountName> account;
  private final Supplier<IncidentView> view;
  private final Map<RunbookStep, StepView> steps = new LinkedHashMap<>();
  private final List<TimelineLine> timeline = new ArrayList<>();
  private final List<Unwritten> unwritten = new ArrayList<>();
  private final Map<String, String> published = new LinkedHashMap<>();
  private @Nullable RunbookStep running;
  private @Nullable JournalQueue journal;

  private record Unwritten(
      EntryKind kind, String actor, Instant at, String text, Map<String, String> data) {}

  RunSheet(
      String incident,
      Procedure procedure,
      Supplier<AccountName> account,
      Supplier<IncidentView> view) {
    this.incident = incident;
    this.procedure = procedure;
    this.account = account;
    this.view = view;
    for (RunbookStep step : procedure.steps()) {
      steps.put(step, pending(step));
    }
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /** A step begins. */
  void begin(RunbookStep step) {
    move(step, StepState.RUNNING, "");
    running = step;
    refresh();
  }

  /** A step waits for something outside, in words. */
  void waiting(RunbookStep step, String outcome) {
    move(step, StepState.WAITING, outcome);
    if (!beside(step)) {
      running = step;
    }
    refresh();
  }

  /** A step is done. */
  void done(RunbookStep step, String outcome) {
    end(step, StepState.DONE, outcome);
  }

  /** A step of the document that this incident does not need, with the reason. */
  void notApplicable(RunbookStep step, String reason) {
    end(step, StepState.NOT_APPLICABLE, reason);
  }

  /** A step did not reach what it is for. */
  void failed(RunbookStep step, String outcome) {
    end(step, StepState.FAILED, outcome);
  }

  /** The account tripped again: every step but those for people is due once more. */
  void startOver() {
    for (RunbookStep step : procedure.steps()) {
      if (!beside(step)) {
        steps.put(step, pending(step));
      }
    }
  }

  /** Another document from here on: its steps follow those that were walked so far. */
  void turnTo(Procedure next) {
    procedure = next;
    for (RunbookStep step : next.steps()) {
      steps.putIfAbsent(step, pending(step));
    }
  }

  /** What waits for people beside the procedure is not where it stands. */
  private boolean beside(RunbookStep step) {
    return step.equals(procedure.notified()) || step.equals(procedure.support());
  }

  /** True once a step has ended. */
  boolean ended(RunbookStep step) {
    return stateOf(step).endedAt() != null;
  }

  /** A line of the timeline alone. */
  void line(String actor, String text) {
    timeline.add(new TimelineLine(now(), actor, Plain.line(text, SHOWN_TEXT)));
    refresh();
  }

  /** A line of the timeline that also goes to the journal, with the next {@link #publish}. */
  void record(EntryKind kind, String actor, String text, Map<String, String> data) {
    Instant now = now();
    String line = Plain.line(text, SHOWN_TEXT);
    timeline.add(new TimelineLine(now, actor, line));
    unwritten.add(new Unwritten(kind, actor, now, line, data));
    refresh();
  }

  /** Journals decisions, each once. */
  void decisions(List<DecisionRecord> records) {
    for (DecisionRecord each : records) {
      record(
          EntryKind.DECISION,
          each.by(),
          each.verdict()
              + " "
              + each.gate()
              + " by "
              + each.by()
              + (each.refused() ? " REFUSED: " : ": ")
              + each.outcome()
              + (each.reason().isEmpty() ? "" : " (" + each.reason() + ")"),
          Figures.of(
              "requestId", each.requestId(),
              "gate", each.gate(),
              "verdict", each.verdict(),
              "outcome", each.outcome(),
              "refused", String.valueOf(each.refused()),
              "via", each.via()));
    }
  }

  List<StepView> steps() {
    return List.copyOf(steps.values());
  }

  List<TimelineLine> timeline() {
    return List.copyOf(timeline);
  }

  /** Id of the step that is at work; empty before the first. */
  String step() {
    return running == null ? "" : running.step().id();
  }

  /**
   * Hands what was recorded to the journal and writes what changed of the search attributes; to be
   * called before the procedure waits. Entries are kept together because each batch costs history.
   */
  void publish() {
    for (Unwritten entry : unwritten) {
      journal()
          .add(entry.kind(), incident, entry.actor(), entry.at(), null, entry.text(), entry.data());
    }
    unwritten.clear();
    IncidentView now = view.get();
    List<SearchAttributeUpdate<?>> changed = new ArrayList<>();
    changed(changed, SearchAttributes.INCIDENT_STATUS.getName(), now.status().name());
    changed(changed, SearchAttributes.RUNBOOK_STEP.getName(), now.step());
    changed(
        changed,
        SearchAttributes.AWAITING_APPROVAL.getName(),
        now.openGates().isEmpty() ? "" : now.openGates().get(0).id());
    if (now.cause() != null) {
      changed(changed, SearchAttributes.ACCOUNT.getName(), account.get().value());
      changed(changed, SearchAttributes.INCIDENT_CAUSE.getName(), now.cause().word());
      changed(changed, SearchAttributes.INCIDENT_SEVERITY.getName(), now.severity().name());
    }
    if (!changed.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(changed.toArray(new SearchAttributeUpdate<?>[0]));
    }
    refresh();
  }

  /** Waits until the journal has all of it. */
  void awaitWritten() {
    publish();
    journal().awaitEmpty();
  }

  /** The account is known by the first record, not yet when the recorder is made. */
  private JournalQueue journal() {
    JournalQueue known = journal;
    if (known == null) {
      known = new JournalQueue(account.get());
      journal = known;
    }
    return known;
  }

  private void changed(List<SearchAttributeUpdate<?>> changes, String key, String value) {
    String before = published.put(key, value);
    if (value.equals(before) || (before == null && value.isEmpty())) {
      return;
    }
    var attribute = io.temporal.common.SearchAttributeKey.forKeyword(key);
    changes.add(value.isEmpty() ? attribute.valueUnset() : attribute.valueSet(value));
  }

  private void end(RunbookStep step, StepState state, String outcome) {
    boolean news = !state.equals(stateOf(step).state()) || !outcome.equals(stateOf(step).outcome());
    move(step, state, outcome);
    if (news) {
      StepView ended = stateOf(step);
      Map<String, String> data = new LinkedHashMap<>();
      data.put("step", ended.id());
      data.put("state", state.name());
      data.put("startedAt", String.valueOf(ended.startedAt()));
      data.put("endedAt", String.valueOf(ended.endedAt()));
      record(
          EntryKind.STEP,
          "the incident",
          ended.title() + ": " + word(state) + (outcome.isEmpty() ? "" : ", " + outcome),
          data);
    }
  }

  private void move(RunbookStep step, StepState state, String outcome) {
    StepView before = stateOf(step);
    Instant now = now();
    boolean over =
        switch (state) {
          case PENDING, RUNNING, WAITING -> false;
          case DONE, NOT_APPLICABLE, FAILED -> true;
        };
    steps.put(
        step,
        new StepView(
            before.id(),
            before.title(),
            state,
            Plain.line(outcome, SHOWN_TEXT),
            before.startedAt() == null ? now : before.startedAt(),
            over ? now : null));
  }

  private StepView stateOf(RunbookStep step) {
    StepView known = steps.get(step);
    return known == null ? pending(step) : known;
  }

  private static String word(StepState state) {
    return switch (state) {
      case PENDING -> "not yet";
      case RUNNING -> "running";
      case WAITING -> "waiting";
      case DONE -> "done";
      case NOT_APPLICABLE -> "not applicable";
      case FAILED -> "FAILED";
    };
  }

  private static StepView pending(RunbookStep step) {
    Step of = step.step();
    return new StepView(of.id(), of.title(), StepState.PENDING, "", null, null);
  }

  private void refresh() {
    Workflow.setCurrentDetails(RunSheetPage.of(view.get()));
  }
}
