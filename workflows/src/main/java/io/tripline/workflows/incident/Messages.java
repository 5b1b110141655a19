package io.tripline.workflows.incident;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.RunbookStep;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the messages to an incident do. Those that come by signal never throw. */
final class Messages {
  private static final int LONGEST_NOTE = 1_000;

  /** Further ones are only counted: a storm must not fill timeline, journal and history. */
  private static final int SHOWN_ALERTS = 20;

  private static final String ONCE = "an-alert-told-twice-counts-once";

  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;

  Messages(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
  }

  void alert(@Nullable IncidentBrief brief) {
    if (brief == null || brief.policy() == null || brief.killSwitch() == null || repeated(brief)) {
      return;
    }
    desk.ready(brief.policy());
    desk.alertedUnder(brief.policy(), brief.by());
    switch (facts.alert(brief)) {
      case FIRST -> {
        // The procedure itself says so.
      }
      case JOINED -> {
        if (facts.alerts() <= SHOWN_ALERTS) {
          sheet.record(
              EntryKind.INCIDENT,
              brief.by(),
              "a further alert joined: " + brief.killSwitch() + ", " + brief.reason(),
              Figures.of("killSwitch", brief.killSwitch().name()));
          sheet.publish();
        }
        // Last: asking for the version yields to other threads.
        overtakes(brief);
      }
      case TRIPPED_AGAIN -> {
        sheet.record(
            EntryKind.INCIDENT,
            brief.by(),
            "tripped again after the reset, halt epoch " + brief.epoch() + ": " + brief.reason(),
            Figures.of("epoch", String.valueOf(brief.epoch())));
        forTheHaltBefore();
        desk.statusUpdate(
            Urgency.PAGE,
            facts.severity() + " tripped again: the steps start over",
            brief.reason());
      }
    }
  }

  /** Whoever approved a reset approved that of the halt before. */
  private void forTheHaltBefore() {
    if (desk.rules().has(CaseRules.VOID)
        && desk.knownGate().orElse(null) instanceof ResetGate gate) {
      gate.nextHalt();
    }
  }

  /** Nobody who approved the reset had this trip in front of them. */
  private void overtakes(IncidentBrief brief) {
    if (desk.knownGate().orElse(null) instanceof ResetGate gate
        && desk.rules().holds("a-further-trip-asks-anew")) {
      gate.overtaken(
          "a further alert joined, "
              + brief.killSwitch()
              + ", "
              + Plain.line(brief.reason(), 120)
              + ": people are asked anew");
    }
  }

  /** The first alarm begins an incident; each further one is counted, the first few are shown. */
  void alarm(@Nullable Alarm alarm) {
    if (alarm == null
        || alarm.policy() == null
        || alarm.cause() == null
        || alarm.severity() == null
        || repeated(alarm)) {
      return;
    }
    desk.ready(alarm.policy());
    boolean shown = desk.alertedUnder(alarm.policy(), alarm.by());
    if (!facts.alarm(alarm) && facts.alerts() <= SHOWN_ALERTS) {
      sheet.record(
          EntryKind.INCIDENT,
          alarm.by(),
          "alert " + facts.alerts() + " joined: " + alarm.cause().word() + ", " + alarm.reason(),
          Figures.of("cause", alarm.cause().word(), "alerts", String.valueOf(facts.alerts())));
      shown = true;
    }
    if (shown) {
      sheet.publish();
    }
  }

  /** A trip whose halt belongs to another incident, or to none: it is counted here. */
  void joined(@Nullable IncidentBrief brief) {
    if (brief == null || brief.policy() == null || brief.killSwitch() == null || repeated(brief)) {
      return;
    }
    boolean shown = desk.alertedUnder(brief.policy(), brief.by());
    facts.counted();
    if (facts.alerts() <= SHOWN_ALERTS) {
      boolean elsewhere = brief.id() != null && !brief.id().value().equals(facts.id());
      sheet.record(
          EntryKind.INCIDENT,
          brief.by(),
          "alert "
              + facts.alerts()
              + ", a trip joined: "
              + brief.killSwitch()
              + ", "
              + brief.reason()
              + (elsewhere ? "; its halt is " + brief.id() : ""),
          Figures.of(
              "killSwitch",
              brief.killSwitch().name(),
              "halt",
              elsewhere ? brief.id().value() : "",
              "alerts",
              String.valueOf(facts.alerts())));
      shown = true;
    }
    if (shown) {
      sheet.publish();
    }
  }

  /** Who tells says it again where the receipt was lost with a process or a connection. */
  private boolean repeated(Record message) {
    return facts.toldBefore(message) && desk.rules().holds(ONCE);
  }

  /** A P0 of the account goes first: what raises risk here holds until it is over. */
  void preempted(Dispatch.@Nullable OutageFor told) {
    Testimony testimony = facts.testimony();
    String before = testimony.heldBy().orElse(null);
    String now = told == null ? before : told.outage();
    if (Objects.equals(before, now)) {
      return;
    }
    if (now != null && !IncidentId.isOne(now)) {
      Workflow.getLogger(Messages.class)
          .warn("an outage under what is no incident's id is ignored");
      return;
    }
    testimony.heldBy(now);
    sheet.record(
        EntryKind.INCIDENT,
        "the guard",
        now == null
            ? "the P0 " + before + " is over: this goes on"
            : "held by the P0 " + now + ": reset and session wait, clocks and flatten go on",
        Figures.of("heldBy", now == null ? "" : now));
    if (now != null && desk.knownGate().orElse(null) instanceof ResetGate gate) {
      gate.notReady("held by the P0 " + now);
    }
    sheet.publish();
  }

  void verdict(Dispatch.@Nullable VerdictFor verdict) {
    if (verdict == null || verdict.judgement() == null || verdict.epoch() != facts.epoch()) {
      return;
    }
    if (facts.judged(verdict.judgement())) {
      sheet.record(
          EntryKind.INCIDENT,
          "the guard",
          "verdict " + verdict.judgement().verdict() + ": " + verdict.judgement().summary(),
          Figures.of("lossFraction", verdict.judgement().lossFraction()));
    }
  }

  void flatten(Dispatch.@Nullable FlattenFor told, Course course) {
    if (told == null
        || told.notice() == null
        || (facts.knownBrief().isPresent() && told.epoch() != facts.epoch())) {
      return;
    }
    FlattenNotice notice = told.notice();
    // Each is delivered by itself: an older one may come after the end.
    if (facts.flatten().filter(known -> notice.at().isBefore(known.at())).isPresent()) {
      return;
    }
    boolean news = facts.flatten(notice);
    RunbookStep flatStep = desk.procedure().flat();
    if (flatStep != null && !sheet.ended(flatStep) && notice.stage() != FlattenNotice.Stage.ENDED) {
      sheet.waiting(flatStep, notice.stage() + ": " + notice.detail());
    }
    if (news) {
      sheet.record(
          EntryKind.INCIDENT,
          "the flatten",
          notice.stage() + ": " + notice.detail(),
          Figures.of("request", notice.requestId(), "stage", notice.stage().name()));
      tellOf(notice);
      course.flattenSays(notice);
    }
    if (notice.stage() == FlattenNotice.Stage.WAITING_FOR_OPEN
        || notice.stage() == FlattenNotice.Stage.ESCALATED
        || flatStep == null
        || sheet.ended(flatStep)) {
      sheet.publish();
    }
  }

  private void tellOf(FlattenNotice notice) {
    switch (notice.stage()) {
      case WAITING_FOR_OPEN ->
          desk.announcements()
              .tell(
                  Urgency.NOTIFY,
                  "Not flat yet: the flatten waits for the market to open",
                  notice.detail(),
                  NextCommand.show(facts.id()));
      case ESCALATED -> {
        desk.support().offer("not flat: " + notice.detail());
        desk.announcements()
            .tell(
                Urgency.PAGE,
                "NOT FLAT: the flatten needs a person",
                notice.detail(),
                NextCommand.show(facts.id()));
      }
      case WORKING, ENDED -> {
        // Shown on the run sheet; the end is a milestone of its own.
      }
    }
  }

  String acknowledge(@Nullable Word word) {
    awaitDeclared();
    if (facts.knownPolicy().isEmpty()) {
      throw Fault.TOO_LATE.failure("nothing was begun here: the start was refused");
    }
    try {
      Word said = word == null ? Word.read(null) : word;
      String answer =
          desk.acknowledgement()
              .take(PersonName.of(said.by(), "by"), Plain.line(said.reason(), 300));
      sheet.publish();
      return answer;
    } catch (Refusal e) {
      throw invalid(e);
    }
  }

  void acknowledgement(@Nullable Word word) {
    try {
      acknowledge(word);
    } catch (ApplicationFailure e) {
      sheet.record(
          EntryKind.INCIDENT,
          "unknown",
          "an acknowledgement could not be read: " + e.getOriginalMessage(),
          Figures.of("via", "signal"));
    }
  }

  DecisionAnswer decide(DecisionRequest decision) {
    awaitDeclared();
    return desk.knownGate()
        .orElseThrow(() -> Fault.TOO_LATE.failure("the incident has ended"))
        .decide(decision, "update")
        .orThrow();
  }

  void decision(@Nullable DecisionRequest decision) {
    awaitDeclared();
    desk.knownGate()
        .ifPresent(gate ->
            gate.decide(decision == null ? DecisionRequest.read(null) : decision, "signal"));
  }

  ResetAsked requestReset(Word word) {
    awaitDeclared();
    try {
      return desk.gate().ask(PersonName.of(word.by(), "by"), Plain.line(word.reason(), 300));
    } catch (Refusal e) {
      throw invalid(e);
    }
  }

  String note(Word word) {
    try {
      PersonName by = PersonName.of(word.by(), "by");
      String text = Plain.line(word.text() == null ? word.reason() : word.text(), LONGEST_NOTE);
      if (text.isEmpty()) {
        throw new Refusal("text: missing");
      }
      sheet.record(EntryKind.NOTE, by.shown(), text, Figures.of());
      sheet.publish();
      return "Noted.";
    } catch (Refusal e) {
      throw invalid(e);
    }
  }

  private static ApplicationFailure invalid(Refusal refusal) {
    return Fault.INVALID_INPUT.failure(String.valueOf(refusal.getMessage()));
  }

  /** Messages may come before the configuration of a start by hand was read. */
  private void awaitDeclared() {
    Workflow.await(() -> desk.knownGate().isPresent() || desk.over());
  }
}
