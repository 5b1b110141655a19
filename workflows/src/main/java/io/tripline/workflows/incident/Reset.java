package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.ResetAnswer;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.P1Step;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps "Wait for Next Trading Day" and "Manual Reset": the auto-reset that the runbook prescribes
 * for a verified daily loss, or a reset by named people, whichever comes first. For workflow
 * threads.
 */
final class Reset {
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.reset());
  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private final ResetGate gate;
  private final NextTradingDay nextDay;
  private final Investigation investigation;
  private int attempts;
  private boolean refusedForGood;
  private @Nullable String askedFor;

  Reset(CaseDesk desk, NextTradingDay nextDay, Investigation investigation) {
    this.investigation = investigation;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
    this.announcements = desk.announcements();
    this.gate = desk.gate();
    this.nextDay = nextDay;
  }

  /** Waits until the halt is lifted, or until the guard tells of a new one. */
  void await() {
    int epoch = facts.epoch();
    boolean lifted = false;
    while (!lifted && epoch == facts.epoch()) {
      Optional<String> people = whyPeople();
      String situation = situation();
      prepare(people, situation);
      sheet.publish();
      Workflow.await(() ->
          epoch != facts.epoch()
              || gate.approved().isPresent()
              || !situation.equals(situation())
              || (people.isEmpty() && nextDay.reached()));
      if (epoch == facts.epoch()) {
        lifted = attempt(people.isEmpty());
      }
    }
    nextDay.stop();
    gate.notReady("the halt was lifted");
    if (!lifted) {
      sheet.notApplicable(P1Step.MANUAL_RESET, "the halt was lifted elsewhere");
    }
  }

  private void prepare(Optional<String> people, String situation) {
    if (facts.flattening()) {
      sheet.waiting(P1Step.NEXT_DAY, "flat is not proven any more: a flatten is under way");
      gate.notReady("a flatten is under way: flat is not proven");
      askedFor = null;
      return;
    }
    gate.ready();
    if (people.isEmpty()) {
      nextDay.start();
      sheet.waiting(
          P1Step.NEXT_DAY,
          nextDay
              .target()
              .map(day ->
                  "resets by itself at the open of "
                      + day.day()
                      + ", "
                      + Plain.time(day.open())
                      + " market time")
              .orElse("resets by itself at the next trading day's open"));
      return;
    }
    sheet.notApplicable(P1Step.NEXT_DAY, "no auto-reset: " + people.get());
    sheet.waiting(P1Step.MANUAL_RESET, "people must approve the reset: " + people.get());
    if (!situation.equals(askedFor) && gate.approved().isEmpty()) {
      askedFor = situation;
      gate.machineAsks(people.get());
    }
  }

  private boolean attempt(boolean auto) {
    Optional<String> approved = gate.approved();
    if (approved.isPresent()) {
      return byPeople(gate.use(approved.get()));
    }
    return auto && nextDay.reached() && !facts.flattening() && whyPeople().isEmpty() && byItself();
  }

  private boolean byPeople(ResetGate.Approved approved) {
    sheet.waiting(P1Step.MANUAL_RESET, "approved by " + String.join(" and ", approved.by()));
    Optional<String> objection = investigation.objection();
    if (objection.isPresent()) {
      notAfterAll(objection.get());
      return false;
    }
    boolean lifted =
        ask(
            facts.id() + "/" + approved.gate(),
            approved.by(),
            "approved at gate " + approved.gate(),
            false,
            approved.acceptedLoss());
    if (lifted) {
      if (!sheet.ended(P1Step.NEXT_DAY)) {
        sheet.notApplicable(P1Step.NEXT_DAY, "reset early by approval");
      }
      sheet.done(
          P1Step.MANUAL_RESET,
          "reset by " + String.join(" and ", approved.by()) + " at gate " + approved.gate());
    }
    return lifted;
  }

  /** What was true when people were asked is not true any more: they are asked anew. */
  private void notAfterAll(String why) {
    sheet.record(
        EntryKind.RESET,
        CaseDesk.MACHINE,
        "not reset after all, the halt stays: " + why,
        Figures.of());
    announcements.tell(
        Urgency.PAGE,
        "The approved reset was not carried out: the halt stays",
        Plain.line(why, 300),
        NextCommand.show(facts.id()));
    gate.notReady(why);
    askedFor = null;
    investigation.ofTheCause();
  }

  private boolean byItself() {
    attempts++;
    boolean lifted =
        ask(
            facts.id() + "/auto-" + facts.epoch() + "-" + attempts,
            List.of(),
            "auto-reset on the next trading day, as the runbook says",
            true,
            null);
    if (lifted) {
      sheet.done(P1Step.NEXT_DAY, "reset by itself on the next trading day");
      sheet.notApplicable(P1Step.MANUAL_RESET, "the auto-reset lifted the halt");
      return true;
    }
    if (attempts >= Policies.RESET_ATTEMPTS) {
      refusedForGood = true;
    } else {
      Workflow.newTimer(
              Policies.RESET_AGAIN,
              TimerOptions.newBuilder()
                  .setSummary("before asking for the auto-reset again")
                  .build())
          .get();
    }
    return false;
  }

  private boolean ask(
      String requestId,
      List<String> by,
      String reason,
      boolean automatic,
      @Nullable BigDecimal acceptedLoss) {
    try {
      ResetAnswer answer =
          halts.reset(
              new ResetRequest(
                  requestId,
                  facts.account(),
                  facts.epoch(),
                  facts.id(),
                  by,
                  reason,
                  automatic,
                  acceptedLoss));
      sheet.record(
          EntryKind.RESET,
          "the incident",
          "halt lifted: " + answer.sentence(),
          Figures.of(
              "request", requestId,
              "by", String.join(", ", by),
              "automatic", String.valueOf(automatic),
              "epoch", String.valueOf(answer.epoch()),
              "ladder", answer.ladder().name()));
      return true;
    } catch (ActivityFailure e) {
      if (liftedElsewhere()) {
        return true;
      }
      String why = Fault.of(e).map(Fault::name).orElse("no answer") + ": " + Fault.detailOf(e);
      sheet.record(
          EntryKind.RESET,
          "the incident",
          "the guard refused the reset, the halt stays: " + why,
          Figures.of("request", requestId, "automatic", String.valueOf(automatic)));
      announcements.tell(
          Urgency.PAGE,
          "The guard refused the reset: the halt stays",
          Plain.line(why, 300),
          NextCommand.askForReset(facts.account()));
      return false;
    }
  }

  /** Somebody may have lifted the halt at the guard itself. */
  private boolean liftedElsewhere() {
    try {
      GuardStatus status = status().status(facts.account());
      if (status.isHalted() || status.epoch() <= facts.epoch()) {
        return false;
      }
      sheet.record(
          EntryKind.RESET,
          CaseDesk.MACHINE,
          "the halt was lifted elsewhere: the guard is at epoch " + status.epoch(),
          Figures.of("epoch", String.valueOf(status.epoch())));
      return true;
    } catch (ActivityFailure e) {
      return false;
    }
  }

  private static Halts status() {
    return Workflow.newActivityStub(Halts.class, Policies.status());
  }

  /** Why the runbook's auto-reset does not apply; empty when it does. */
  private Optional<String> whyPeople() {
    if (!facts.dailyLoss()) {
      return Optional.of(investigation.whyPeople());
    }
    if (facts.byHand()) {
      return Optional.of("a person tripped the manual switch as well");
    }
    if (!facts.policy().autoReset()) {
      return Optional.of("the configuration asks for people");
    }
    if (!facts.verdictIs(LossVerdict.REAL)) {
      return Optional.of(
          facts
              .judgement()
              .map(judged -> "the loss was judged " + judged.verdict())
              .orElse("the loss was not judged"));
    }
    if (facts.proof().isEmpty()) {
      return Optional.of("the account was not proven flat");
    }
    Optional<SessionHours> day = nextDay.target();
    if (day.isPresent() && !facts.proof().orElseThrow().marketAt().isBefore(day.get().open())) {
      return Optional.of("flat was proven only after the next trading day's open");
    }
    if (refusedForGood) {
      return Optional.of("the guard refused the auto-reset " + attempts + " times");
    }
    return nextDay.unknown();
  }

  /** What a plan was made for: when it changes, people are asked anew or no more. */
  private String situation() {
    return whyPeople().orElse("auto")
        + "|"
        + facts.flattening()
        + "|"
        + nextDay.target().isPresent();
  }
}
