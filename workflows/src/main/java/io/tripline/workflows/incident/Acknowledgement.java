package io.tripline.workflows.incident;

import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.OutagePolicy;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.RunbookStep;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clock for people's answer: a named person must take the incident. P1 to P3 have a response
 * time, with reminders at half and at four fifths of it and a recorded breach at its end; a P0 is
 * paged by {@link PageTimes} until somebody has it, and again when that person did not mitigate it
 * in time. Wall time, whole seconds. For workflow threads.
 */
final class Acknowledgement {
  private final @Nullable RunbookStep step;
  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private @Nullable Instant from;
  private @Nullable Instant due;
  private @Nullable PersonName by;
  private @Nullable Instant at;
  private @Nullable Instant firstAt;
  private boolean breached;
  private boolean over;
  private int clock;

  Acknowledgement(Procedure procedure, Facts facts, RunSheet sheet, Announcements announcements) {
    this.step = procedure.notified();
    this.facts = facts;
    this.sheet = sheet;
    this.announcements = announcements;
  }

  /** Starts the clock of the severity; it runs beside the procedure. A later start replaces it. */
  void start(Instant declared) {
    from = declared;
    int mine = ++clock;
    if (facts.severity() == Severity.P0) {
      due = declared.plus(facts.policy().outage().nextContactAfter());
      Async.procedure(() -> page(declared, mine));
    } else {
      Duration within = facts.responseTime();
      due = declared.plus(within);
      Async.procedure(() -> remind(declared, within, mine));
    }
    waiting("waiting for a person to acknowledge");
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
    if (firstAt == null) {
      firstAt = now;
    }
    facts.acknowledged();
    String late = breached ? ", after the response time" : "";
    String took = from == null ? "" : " after " + Plain.span(from, now);
    String why = reason.isEmpty() ? "" : ": " + reason;
    sheet.record(
        EntryKind.INCIDENT,
        person.shown(),
        "acknowledged by " + person + took + late + why,
        Figures.of("milestone", "acknowledged", "late", String.valueOf(breached)));
    if (step != null) {
      sheet.done(step, "acknowledged by " + person + took + late);
    }
    if (facts.severity() == Severity.P0) {
      int mine = ++clock;
      Async.procedure(() -> lapse(person, now, mine));
    }
    return "Acknowledged by " + person + late + ".";
  }

  /** The incident is over: the clock stops. */
  void stop() {
    over = true;
    if (by == null && step != null && !sheet.ended(step)) {
      sheet.failed(step, "nobody acknowledged before the incident was over");
    }
  }

  boolean acknowledged() {
    return by != null;
  }

  @Nullable String by() {
    return by == null ? null : by.shown();
  }

  /** The first acknowledgement, also where it has lapsed since. */
  @Nullable Instant acknowledgedAt() {
    return firstAt;
  }

  @Nullable Instant due() {
    return due;
  }

  boolean breached() {
    return breached;
  }

  private void remind(Instant declared, Duration within, int mine) {
    for (int percent : new int[] {50, 80}) {
      if (waitUntil(share(declared, within, percent), percent + " % of the response time", mine)) {
        announcements.tell(
            urgency(),
            facts.severity() + " not acknowledged: " + percent + " % of the response time is over",
            facts.id() + " needs a person by " + Plain.time(declared.plus(within)) + ".",
            NextCommand.acknowledge(facts.id()));
        sheet.publish();
      }
    }
    if (waitUntil(share(declared, within, 100), "100 % of the response time", mine)) {
      breach(within);
      announcements.tell(
          urgency(),
          facts.severity()
              + " response time breached: nobody acknowledged within "
              + Plain.span(within),
          facts.id() + " goes on by itself; take it.",
          NextCommand.acknowledge(facts.id()));
      sheet.publish();
    }
  }

  /** A P0 asks until somebody answers. */
  private void page(Instant declared, int mine) {
    OutagePolicy clocks = facts.policy().outage();
    Duration passed = Duration.ZERO;
    while (true) {
      passed = PageTimes.next(clocks, passed);
      if (!waitUntil(declared.plus(passed), "page again", mine)) {
        return;
      }
      if (!breached && passed.compareTo(clocks.nextContactAfter()) >= 0) {
        breach(clocks.nextContactAfter());
      }
      announcements.tell(
          Urgency.PAGE,
          "P0 NOT ACKNOWLEDGED for " + Plain.span(passed),
          "Now for "
              + PageTimes.contact(clocks, passed, facts.policy().contacts())
              + ". "
              + facts.id()
              + " goes on by itself; take it.",
          NextCommand.acknowledge(facts.id()));
      sheet.publish();
    }
  }

  /** Whoever took it and did not get it mitigated in time is not counted on any more. */
  private void lapse(PersonName person, Instant taken, int mine) {
    Duration holds = facts.policy().outage().acknowledgementLapses();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> {
          Promise<Void> timer = timer(holds, "the acknowledgement lapses");
          Workflow.await(() -> timer.isCompleted() || over || mine != clock || mitigated());
        });
    scope.run();
    scope.cancel();
    if (over || mine != clock || mitigated() || RunSheet.now().isBefore(taken.plus(holds))) {
      return;
    }
    by = null;
    at = null;
    String what = "the acknowledgement of " + person + " lapsed after " + Plain.span(holds);
    facts.acknowledgementLapsed();
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        what + ": not mitigated",
        Figures.of("lapsed", person.shown()));
    announcements.tell(
        Urgency.PAGE,
        "P0 NOT MITIGATED: " + what,
        facts.id() + " needs a person.",
        NextCommand.acknowledge(facts.id()));
    start(RunSheet.now());
    sheet.publish();
  }

  private boolean mitigated() {
    return facts.status() != IncidentStatus.DECLARED
        && facts.status() != IncidentStatus.ACKNOWLEDGED;
  }

  private void breach(Duration within) {
    breached = true;
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "nobody acknowledged within " + Plain.span(within),
        Figures.of("responseTime", within.toString()));
    waiting("nobody acknowledged within " + Plain.span(within));
  }

  private void waiting(String why) {
    if (step != null) {
      sheet.waiting(step, why);
    }
  }

  /** Who is not told at once of it is not paged about it either. */
  private Urgency urgency() {
    return switch (facts.severity()) {
      case P0, P1 -> Urgency.PAGE;
      case P2, P3 -> Urgency.NOTIFY;
    };
  }

  private static Instant share(Instant declared, Duration within, int percent) {
    return declared.plusSeconds(within.toSeconds() * percent / 100);
  }

  /** True when the time came first; false when somebody took it, or all is over. */
  private boolean waitUntil(Instant target, String summary, int mine) {
    if (by != null || over || mine != clock) {
      return false;
    }
    Duration left =
        Duration.ofSeconds(Math.max(0, Duration.between(RunSheet.now(), target).toSeconds()));
    if (!left.isZero()) {
      CancellationScope scope =
          Workflow.newCancellationScope(() -> {
            Promise<Void> timer = timer(left, summary);
            Workflow.await(() -> timer.isCompleted() || by != null || over || mine != clock);
          });
      scope.run();
      scope.cancel();
    }
    return by == null && !over && mine == clock;
  }

  private static Promise<Void> timer(Duration length, String summary) {
    return Workflow.newTimer(length, TimerOptions.newBuilder().setSummary(summary).build());
  }

  private Instant at() {
    return at == null ? RunSheet.now() : at;
  }
}
