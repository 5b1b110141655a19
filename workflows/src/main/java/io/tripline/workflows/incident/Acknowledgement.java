package io.tripline.workflows.incident;

import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.P1Step;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The response clock: a named person must take the incident in time. Reminders at half and at four
 * fifths of the time, a recorded breach at its end; in wall time and whole seconds. For workflow
 * threads.
 */
final class Acknowledgement {
  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private @Nullable Instant from;
  private @Nullable Instant due;
  private @Nullable PersonName by;
  private @Nullable Instant at;
  private boolean breached;
  private boolean over;

  Acknowledgement(Facts facts, RunSheet sheet, Announcements announcements) {
    this.facts = facts;
    this.sheet = sheet;
    this.announcements = announcements;
  }

  /** Starts the clock; it runs beside the procedure. */
  void start(Instant declared, Duration within) {
    from = declared;
    due = declared.plus(within);
    Async.procedure(() -> run(declared, within));
  }

  /** The first one to take it stops the clock; later ones are told who has it. */
  String take(PersonName person, String reason) {
    PersonName before = by;
    if (before != null) {
      if (!before.is(person)) {
        sheet.record(EntryKind.INCIDENT, person.shown(), person + " joins " + before, Figures.of());
      }
      return before.is(person)
          ? "You acknowledged this at " + Plain.time(at()) + "."
          : "Acknowledged by " + before + " at " + Plain.time(at()) + "; you are noted as well.";
    }
    by = person;
    Instant now = RunSheet.now();
    at = now;
    facts.acknowledged();
    String late = breached ? ", after the response time" : "";
    String took = from == null ? "" : " after " + Plain.span(from, now);
    String why = reason.isEmpty() ? "" : ": " + reason;
    sheet.record(
        EntryKind.INCIDENT,
        person.shown(),
        "acknowledged by " + person + took + late + why,
        Figures.of("milestone", "acknowledged", "late", String.valueOf(breached)));
    sheet.done(P1Step.NOTIFY, "acknowledged by " + person + took + late);
    announcements.acknowledged(person + took + late);
    return "Acknowledged by " + person + late + ".";
  }

  /** The incident is over: the clock stops. */
  void stop() {
    over = true;
    if (by == null && !sheet.ended(P1Step.NOTIFY)) {
      sheet.failed(P1Step.NOTIFY, "nobody acknowledged before the incident was over");
    }
  }

  boolean acknowledged() {
    return by != null;
  }

  @Nullable String by() {
    return by == null ? null : by.shown();
  }

  @Nullable Instant acknowledgedAt() {
    return at;
  }

  @Nullable Instant due() {
    return due;
  }

  boolean breached() {
    return breached;
  }

  private void run(Instant declared, Duration within) {
    for (int percent : new int[] {50, 80}) {
      if (waitUntil(declared, within, percent)) {
        announcements.tell(
            Urgency.PAGE,
            "P1 not acknowledged: " + percent + " % of the response time is over",
            facts.id() + " needs a person by " + Plain.time(declared.plus(within)) + ".",
            NextCommand.acknowledge(facts.id()));
        sheet.publish();
      }
    }
    if (waitUntil(declared, within, 100)) {
      breached = true;
      sheet.record(
          EntryKind.INCIDENT,
          "the incident",
          "nobody acknowledged within " + Plain.span(within),
          Figures.of("responseTime", within.toString()));
      sheet.waiting(P1Step.NOTIFY, "nobody acknowledged within " + Plain.span(within));
      announcements.tell(
          Urgency.PAGE,
          "P1 response time breached: nobody acknowledged within " + Plain.span(within),
          facts.id() + " goes on by itself; take it.",
          NextCommand.acknowledge(facts.id()));
      sheet.publish();
    }
  }

  /** True when the time came first; false when somebody took it, or all is over. */
  private boolean waitUntil(Instant declared, Duration within, int percent) {
    if (by != null || over) {
      return false;
    }
    Instant target = declared.plusSeconds(within.toSeconds() * percent / 100);
    Duration left =
        Duration.ofSeconds(Math.max(0, Duration.between(RunSheet.now(), target).toSeconds()));
    if (!left.isZero()) {
      CancellationScope scope =
          Workflow.newCancellationScope(() -> {
            Promise<Void> timer =
                Workflow.newTimer(
                    left,
                    TimerOptions.newBuilder()
                        .setSummary(percent + " % of the response time")
                        .build());
            Workflow.await(() -> timer.isCompleted() || by != null || over);
          });
      scope.run();
      scope.cancel();
    }
    return by == null && !over;
  }

  private Instant at() {
    return at == null ? RunSheet.now() : at;
  }
}
