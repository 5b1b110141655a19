package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.ResetAnswer;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.P1Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
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
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private final ResetGate gate;
  private final NextTradingDay nextDay;
  private final Investigation investigation;
  private final LiftedElsewhere elsewhere;
  private int attempts;
  private boolean refusedForGood;
  private @Nullable String askedFor;

  Reset(CaseDesk desk, NextTradingDay nextDay, Investigation investigation) {
    this.desk = desk;
    this.investigation = investigation;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
    this.announcements = desk.announcements();
    this.gate = desk.gate();
    this.elsewhere = new LiftedElsewhere(facts, sheet);
    this.nextDay = nextDay;
  }

  /** Waits until the halt is lifted, or until the guard tells of a new one. */
  void await() {
    int epoch = facts.epoch();
    boolean lifted = false;
    boolean byOthers = false;
    while (!lifted && epoch == facts.epoch()) {
      if (heldByAnOutage(epoch)) {
        continue;
      }
      gate.takeOvertaken().ifPresent(this::askAnew);
      Optional<String> people = whyPeople();
      String situation = situation();
      int nudges = desk.nudges();
      prepare(people, situation);
      sheet.publish();
      Workflow.await(() ->
          epoch != facts.epoch()
              || gate.approved().isPresent()
              || gate.isOvertaken()
              || !situation.equals(situation())
              || nudges != desk.nudges()
              || (people.isEmpty() && nextDay.reached()));
      if (epoch == facts.epoch() && facts.testimony().held().isEmpty() && !gate.isOvertaken()) {
        byOthers = nudges != desk.nudges() && elsewhere.lifted();
        lifted = byOthers || attempt(people.isEmpty());
      }
    }
    nextDay.stop();
    if (lifted) {
      facts.lifted(epoch, RunSheet.now());
    }
    gate.notReady("the halt was lifted");
    if (desk.rules().has(CaseRules.VOID)) {
      gate.notUsed("the halt was lifted without it");
    }
    if (!lifted || byOthers) {
      if (byOthers && !sheet.ended(P1Step.NEXT_DAY)) {
        sheet.notApplicable(P1Step.NEXT_DAY, "the halt was lifted elsewhere");
      }
      sheet.notApplicable(P1Step.MANUAL_RESET, "the halt was lifted elsewhere");
    }
  }

  /** A P0 of the account goes first: nothing here raises risk meanwhile, and clocks go on. */
  private boolean heldByAnOutage(int epoch) {
    Optional<String> held = facts.testimony().held();
    if (held.isEmpty()) {
      return false;
    }
    String why = held.get();
    sheet.waiting(P1Step.MANUAL_RESET, why);
    gate.notReady(why);
    gate.notUsed(why);
    askedFor = null;
    sheet.publish();
    Workflow.await(() -> epoch != facts.epoch() || !held.equals(facts.testimony().held()));
    return true;
  }

  private void askAnew(String why) {
    gate.notUsed(why);
    askedFor = null;
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
      beingCarriedOut("the approved reset is being carried out");
      return byPeople(gate.use(approved.get()));
    }
    if (!auto || !nextDay.reached() || facts.flattening() || whyPeople().isPresent()) {
      return false;
    }
    beingCarriedOut("the auto-reset is being carried out");
    return byItself();
  }

  private void beingCarriedOut(String what) {
    if (desk.rules().has(CaseRules.VOID)) {
      gate.busy(what);
    }
  }

  private boolean byPeople(ResetGate.Approved approved) {
    sheet.waiting(P1Step.MANUAL_RESET, "approved by " + String.join(" and ", approved.by()));
    Optional<String> objection = investigation.objection();
    if (objection.isPresent()) {
      notAfterAll(objection.get());
      return false;
    }
    boolean lifted = liftOnceReady(approved);
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

  /**
   * The guard refuses while the broker can't be read or a switch does not read clean yet. What
   * people approved stays approved for that long, unless anything else happens: somebody who trips
   * once more means it.
   */
  private boolean liftOnceReady(ResetGate.Approved approved) {
    String before = standing();
    Instant until = RunSheet.now().plus(Policies.APPROVED_FOR);
    String toldOf = "";
    Duration pause = Policies.APPROVED_AGAIN;
    for (int tries = 1; ; tries++) {
      // The guard answers a repeated request as it did before, so each try is a request of its own.
      String again = tries == 1 ? "" : "/try-" + tries;
      Optional<Refused> refused =
          ask(
              facts.id() + "/" + approved.gate() + again,
              approved.by(),
              "approved at gate " + approved.gate(),
              false,
              approved.acceptedLoss());
      if (refused.isEmpty()) {
        return true;
      }
      String why = refused.get().why();
      boolean triesAgain = desk.rules().holds("approved-reset-again");
      if (!triesAgain || !refused.get().passes() || !RunSheet.now().isBefore(until)) {
        refusedFinally(why);
        askedFor = triesAgain ? null : askedFor;
        return false;
      }
      if (!why.equals(toldOf)) {
        toldOf = why;
        gate.notReady("the approved reset is being carried out: " + why);
        sheet.record(
            EntryKind.RESET,
            CaseDesk.MACHINE,
            "the guard can't lift the halt yet, tried again until "
                + Plain.time(until)
                + ": "
                + why,
            Figures.of("gate", approved.gate()));
        sheet.publish();
      }
      boolean changed = Workflow.await(pause, () -> !before.equals(standing()));
      pause = Policies.longer(pause);
      if (changed || facts.testimony().held().isPresent()) {
        refusedFinally("something changed meanwhile; before that: " + why);
        askedFor = null;
        return false;
      }
    }
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
    Optional<Refused> refused =
        ask(
            facts.id() + "/auto-" + facts.epoch() + "-" + attempts,
            List.of(),
            "auto-reset on the next trading day, as the runbook says",
            true,
            null);
    if (refused.isEmpty()) {
      sheet.done(P1Step.NEXT_DAY, "reset by itself on the next trading day");
      sheet.notApplicable(P1Step.MANUAL_RESET, "the auto-reset lifted the halt");
      return true;
    }
    refusedFinally(refused.get().why());
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

  /**
   * Why the guard did not lift the halt.
   *
   * @param passes true where it may lift it later without anybody doing anything
   */
  private record Refused(String why, boolean passes) {}

  /** Empty where the halt is lifted. */
  private Optional<Refused> ask(
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
                  acceptedLoss,
                  facts.brief().further()));
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
      return Optional.empty();
    } catch (ActivityFailure e) {
      if (elsewhere.lifted()) {
        return Optional.empty();
      }
      Optional<Fault> fault = Fault.of(e);
      String why = fault.map(Fault::name).orElse("no answer") + ": " + Fault.detailOf(e);
      boolean passes = fault.map(f -> f == Fault.NOT_READY || f.retryable()).orElse(true);
      return Optional.of(new Refused(why, passes));
    }
  }

  private void refusedFinally(String why) {
    sheet.record(
        EntryKind.RESET,
        "the incident",
        "the guard refused the reset, the halt stays: " + why,
        Figures.of());
    announcements.tell(
        Urgency.PAGE,
        "The guard refused the reset: the halt stays",
        Plain.line(why, 300),
        NextCommand.askForReset(facts.account()));
  }

  /** Why the runbook's auto-reset does not apply; empty when it does. */
  private Optional<String> whyPeople() {
    if (!facts.dailyLoss()) {
      return Optional.of(investigation.whyPeople());
    }
    Optional<PeoplesWords.Judged> disputed =
        facts.testimony().verdict().filter(each -> each.verdict() != LossVerdict.REAL);
    if (disputed.isPresent()) {
      return Optional.of(disputed.get().by() + " judges the loss " + disputed.get().verdict());
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

  /** What an approval that waits for the guard rests on. */
  private String standing() {
    return facts.epoch() + "|" + facts.alerts() + "|" + situation();
  }

  /** What a plan was made for: when it changes, people are asked anew or no more. */
  private String situation() {
    return whyPeople().orElse("auto")
        + "|"
        + facts.flattening()
        + "|"
        + nextDay.target().isPresent()
        + "|"
        + facts.testimony().dispute();
  }
}
