package io.tripline.workflows.incident;

import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.OutagePolicy;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.ContactTable;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.RunbookStep;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clock for people's answer: a named person must take the incident. P1 to P3 have a response
 * time from the detection on, with reminders at half and at four fifths of it and a recorded breach
 * at its end, each for the next contact; a P0 is paged by {@link PageTimes} until somebody has it.
 * Who took it and did not mitigate it in time is not counted on any more. Wall time, whole seconds.
 * For workflow threads.
 */
final class Acknowledgement {
  private static final String CHANGE = "regrade-keeps-the-earlier-deadline";

  private @Nullable RunbookStep step;
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
  private int turn;
  private boolean keepsDeadline;
  private @Nullable ResponseClock running;

  Acknowledgement(Procedure procedure, Facts facts, RunSheet sheet, Announcements announcements) {
    this.step = procedure.notified();
    this.facts = facts;
    this.sheet = sheet;
    this.announcements = announcements;
  }

  /** First in a run: a regrade in histories from before starts the clock anew. */
  void begin(CaseRules rules) {
    keepsDeadline = rules.holds(CHANGE);
  }

  /** Starts the clock of the severity; it runs beside the procedure. */
  void start(Instant declared) {
    Instant detected = facts.milestones(declared, null).detected();
    boolean fromDetection = announcements.promises() && facts.severity() != Severity.P0;
    run(fromDetection && detected.isBefore(declared) ? detected : declared);
  }

  /** A later clock replaces an earlier one. */
  private void run(Instant declared) {
    if (facts.severity() == Severity.P0) {
      from = declared;
      int mine = ++clock;
      running = new ResponseClock(declared, facts.policy().outage().nextContactAfter());
      due = running.due();
      Async.procedure(() -> page(declared, mine));
      waiting("waiting for a person to acknowledge");
    } else {
      run(new ResponseClock(declared, facts.responseTime()), Instant.MIN);
    }
  }

  /** Reminders that were due up to {@code told} are left out: people have just been told. */
  private void run(ResponseClock next, Instant told) {
    from = next.from();
    int mine = ++clock;
    running = next;
    due = next.due();
    Async.procedure(() -> remind(next.from(), next.within(), told, mine));
    waiting("waiting for a person to acknowledge");
  }

  /** Who has it keeps it, under the clock of the new severity; a P0 pages from now on. */
  void regraded(Severity before, Instant now) {
    PersonName person = by;
    if (person == null) {
      Severity severity = facts.severity();
      if (!keepsDeadline || severity == Severity.P0) {
        run(now);
        return;
      }
      run(
          ResponseClock.regraded(
              running,
              breached,
              severity.compareTo(before) < 0,
              facts.milestones(now, null).detected(),
              now,
              facts.responseTime()),
          now);
    } else {
      // The clock of the severity before is over, whoever has it.
      clock++;
      holds(person, now);
    }
  }

  /** The document that it goes through from here on has a step of its own for this. */
  void turnTo(@Nullable RunbookStep next) {
    step = next;
    PersonName person = by;
    if (next != null && person != null) {
      sheet.done(next, "acknowledged by " + person + " before it was regraded");
    }
  }

  /** The harm goes on after all: who has it has it for a time again. */
  void notMitigated(Instant now) {
    PersonName person = by;
    if (person != null && announcements.promises()) {
      holds(person, now);
    }
  }

  private void holds(PersonName person, Instant since) {
    if (facts.severity() == Severity.P0 || (announcements.promises() && !mitigated())) {
      int mine = ++clock;
      Async.procedure(() -> lapse(person, since, mine));
    }
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
    holds(person, now);
    announcements.acknowledged(person + took + late);
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

  private void remind(Instant declared, Duration within, Instant told, int mine) {
    int[] marks = {50, 80};
    for (int i = 0; i < marks.length; i++) {
      int percent = marks[i];
      int later = i + 1 < marks.length ? marks[i + 1] : 100;
      boolean stale =
          announcements.promises() && !RunSheet.now().isBefore(share(declared, within, later));
      if (!stale
          && share(declared, within, percent).isAfter(told)
          && waitUntil(
              share(declared, within, percent), percent + " % of the response time", mine)) {
        escalate(
            facts.severity() + " not acknowledged: " + percent + " % of the response time is over",
            facts.id() + " needs a person by " + Plain.time(declared.plus(within)) + ".");
      }
    }
    if (waitUntil(share(declared, within, 100), "100 % of the response time", mine)) {
      breach(within);
      escalate(
          facts.severity()
              + " response time breached: nobody acknowledged within "
              + Plain.span(within),
          facts.id() + " goes on by itself; take it.");
    }
  }

  /** Each reminder is for the next contact; after the last one the first again. */
  private void escalate(String headline, String text) {
    Optional<Contact> next = announcements.promises() ? nextTurn() : Optional.empty();
    announcements.tell(
        urgency(),
        headline,
        next.map(each -> "Now for " + ContactTable.shown(each) + ". ").orElse("") + text,
        NextCommand.acknowledge(facts.id()),
        next.orElse(null));
    sheet.publish();
  }

  /** Whose turn it is, by the clock or because a person asks; Broker Support is never paged. */
  Optional<Contact> nextTurn() {
    return new ContactTable(facts.policy().contacts()).turn(++turn);
  }

  /** A P0 asks until somebody answers. */
  private void page(Instant declared, int mine) {
    OutagePolicy clocks = facts.policy().outage();
    Duration passed = Duration.ZERO;
    while (true) {
      passed = PageTimes.next(clocks, passed, sparing(passed));
      if (!waitUntil(declared.plus(passed), "page again", mine)) {
        return;
      }
      if (!breached && passed.compareTo(clocks.nextContactAfter()) >= 0) {
        breach(clocks.nextContactAfter());
      }
      turn = (int) Math.max(turn, PageTimes.turn(clocks, passed));
      Optional<Contact> next = PageTimes.contact(clocks, passed, facts.policy().contacts());
      announcements.tell(
          Urgency.PAGE,
          "P0 NOT ACKNOWLEDGED for " + Plain.span(passed),
          "Now for "
              + next.map(ContactTable::shown).orElse("whoever reads this: no contact is configured")
              + ". "
              + facts.id()
              + " goes on by itself; take it.",
          NextCommand.acknowledge(facts.id()),
          next.orElse(null));
      sheet.publish();
    }
  }

  /** Histories from before paged more slowly after two hours, however short they were. */
  private static boolean sparing(Duration passed) {
    return passed.compareTo(PageTimes.EARLY) >= 0
        && (Workflow.getVersion("paged-without-end", Workflow.DEFAULT_VERSION, 1)
                == Workflow.DEFAULT_VERSION
            || PageTimes.sparing(
                Workflow.getInfo().getHistoryLength(), Workflow.getInfo().getHistorySize()));
  }

  /** Whoever took it and did not get it mitigated in time is not counted on any more. */
  private void lapse(PersonName person, Instant taken, int mine) {
    Duration holds =
        facts.severity() == Severity.P0
            ? facts.policy().outage().acknowledgementLapses()
            : facts.policy().response().lapses().of(facts.severity());
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
        urgency(),
        facts.severity() + " NOT MITIGATED: " + what,
        facts.id() + " needs a person.",
        NextCommand.acknowledge(facts.id()));
    run(RunSheet.now());
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
