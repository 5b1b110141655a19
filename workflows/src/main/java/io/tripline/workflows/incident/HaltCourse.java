package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.flatten.FlattenNudge;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The P1 document from "Identify Kill Switch Type" to the report: for an incident that a trip
 * began, and for one that a regrade made a P1. For workflow threads.
 */
final class HaltCourse implements Course {
  static final Procedure PROCEDURE =
      new Procedure(
          Severity.P1,
          List.of(P1Step.values()),
          P1Step.NOTIFY,
          P1Step.PROVE_FLAT,
          P1Step.SUPPORT,
          Cause.MANUAL,
          List.of(ResetGate.KIND));

  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private final Investigation investigation;
  private boolean latched;

  HaltCourse(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
    this.investigation = new Investigation(desk);
  }

  static CaseGate gateOf(CaseDesk made) {
    return new ResetGate(
        made.facts(),
        made.sheet(),
        made.announcements(),
        made.approvals(),
        () -> made.rules().has(CaseRules.VOID));
  }

  /** To the end; a trip after the reset starts the steps over. */
  IncidentReport walk(BooleanSupplier review) {
    do {
      investigate();
      new Reset(desk, desk.freshNextDay(), investigation).await();
    } while (!resumed());
    falseAlarmHolds();
    return new Closing(desk)
        .resolved(P1Step.REPORT, "the halt is lifted and verified", "trading may resume", review);
  }

  /** False when the account tripped again before everything was said and settled. */
  private boolean resumed() {
    int epoch = facts.epoch();
    if (!new Resumption(desk).verified()) {
      return false;
    }
    desk.settle();
    return epoch == facts.epoch();
  }

  private void investigate() {
    if (sheet.ended(P1Step.IDENTIFY)) {
      sheet.startOver();
      facts.notMitigated(desk.acknowledgement().acknowledged());
      desk.acknowledgement().notMitigated(RunSheet.now());
    }
    Optional<GuardStatus> status = investigation.identify();
    latched = status.map(this::heldOrLifted).orElse(false);
    if (facts.brief().killSwitch() == KillSwitch.K17) {
      desk.support().offer("the broker restricts the account: " + facts.brief().reason());
    }
    if (status.isEmpty()) {
      Async.procedure(() -> latched = heldOrLifted(investigation.statusAtLast()));
    }
    proveFlat();
    investigation.ofTheCause();
  }

  /** Step "Prove the Account Flat". Its wait has no end but the facts. */
  private void proveFlat() {
    sheet.begin(P1Step.PROVE_FLAT);
    if (facts.flattenResult().isEmpty()) {
      sheet.waiting(P1Step.PROVE_FLAT, flatStanding());
      sheet.publish();
    }
    int epoch = facts.epoch();
    Workflow.await(
        () -> epoch != facts.epoch() || facts.flattenResult().isPresent() || noFlattenAsked());
    Optional<FlattenResult> result = facts.flattenResult();
    if (result.isEmpty()) {
      sheet.notApplicable(P1Step.PROVE_FLAT, "no flatten was asked for: " + whyNoFlatten());
      if (!facts.testimony().workerLost()) {
        mitigated("entries are refused; positions stay as they are");
      }
      return;
    }
    flatEnded(result.get());
  }

  /** What the flatten came to; also where it was asked for only after this step had ended. */
  void flatEnded(FlattenResult ended) {
    switch (ended) {
      case FlattenResult.ProvenFlat(var proof) -> {
        sheet.done(
            P1Step.PROVE_FLAT,
            "proven flat at "
                + Plain.time(proof.provenAt())
                + " by "
                + proof.reads().size()
                + " agreeing reads, "
                + proof.closingOrders().size()
                + " closing order(s)");
        mitigated("the account is proven flat");
      }
      case FlattenResult.ResidualAccepted(var by, var reason, var residual) -> {
        desk.support().residual(residual);
        String people = String.join(" and ", by);
        sheet.done(
            P1Step.PROVE_FLAT,
            residual.size() + " position(s) left, accepted by " + people + ": " + reason);
        mitigated("the residual was accepted by " + people);
      }
      case FlattenResult.Aborted(var by, var reason) ->
          sheet.failed(P1Step.PROVE_FLAT, "aborted by " + String.join(" and ", by) + ": " + reason);
    }
  }

  /**
   * A trip that joined, or a look after the proof, asks for flat when the step had ended: what was
   * called mitigated is not, until that flatten has its end.
   */
  @Override
  public void flattenSays(FlattenNotice notice) {
    if (!desk.rules().has(CaseRules.LATE_FLATTEN) || !sheet.ended(P1Step.PROVE_FLAT)) {
      return;
    }
    FlattenResult result = notice.result();
    if (result == null) {
      again(notice.stage() + ": " + notice.detail());
    } else {
      flatEnded(result);
    }
  }

  /** The step waits again, for a flatten that it did not know of. */
  void again(String standing) {
    sheet.waiting(P1Step.PROVE_FLAT, standing);
    if (facts.status() == IncidentStatus.MITIGATED) {
      facts.notMitigated(desk.acknowledgement().acknowledged());
      desk.acknowledgement().notMitigated(RunSheet.now());
    }
    int epoch = facts.epoch();
    Async.procedure(() -> {
      Workflow.await(
          () -> epoch != facts.epoch() || facts.flattenResult().isPresent() || desk.over());
      if (epoch == facts.epoch() && !sheet.ended(P1Step.PROVE_FLAT)) {
        facts.flattenResult().ifPresent(this::flatEnded);
        sheet.publish();
      }
    });
  }

  /** A lower level or bad data: the latch alone has to hold, and it was seen to hold. */
  private boolean noFlattenAsked() {
    boolean none = !facts.flattens() || facts.verdictIs(LossVerdict.DATA);
    return none && latched && !facts.flattening();
  }

  private boolean heldOrLifted(GuardStatus status) {
    return status.isHalted() || status.epoch() > facts.epoch();
  }

  private String whyNoFlatten() {
    return facts.flattens()
        ? "the reading was judged bad data, a gate asks"
        : "the trip's level is " + facts.brief().level();
  }

  private String flatStanding() {
    return facts
        .flatten()
        .map(notice -> notice.stage() + ": " + notice.detail())
        .orElse("waiting for the flatten that the guard asks for");
  }

  private void mitigated(String how) {
    facts.mitigated(RunSheet.now());
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "mitigated: " + how,
        Figures.of("milestone", "mitigated"));
    desk.statusUpdate(
        Urgency.NOTIFY, facts.severity() + " mitigated: " + how, "What is open: the reset.");
    desk.tellGuard();
  }

  /** What was said early may have been overtaken: then the review is held after all. */
  private void falseAlarmHolds() {
    facts
        .testimony()
        .falseAlarm()
        .flatMap(claim -> realAfterAll())
        .ifPresent(why -> {
          facts.testimony().falseAlarm(null);
          sheet.record(
              EntryKind.INCIDENT,
              CaseDesk.MACHINE,
              "no false alarm after all: " + why,
              Figures.of("falseAlarm", "withdrawn"));
        });
  }

  @Override
  public Optional<String> againstFalseAlarm() {
    if (desk.gate().approved().isPresent()) {
      return Optional.of("the reset was approved and is being carried out");
    }
    return desk.rules().has(CaseRules.NO_LATE_CLAIM) && desk.gate().taken()
        ? Optional.of("the reset was approved for what it was; hold its review")
        : realAfterAll();
  }

  /** What was done to the account is no false alarm to it. */
  private Optional<String> realAfterAll() {
    if (facts.testimony().workerLost()) {
      return facts.testimony().held();
    }
    if (facts.dailyLoss() && facts.verdictIs(LossVerdict.REAL)) {
      return Optional.of("the loss was judged REAL; reset it, and hold its review");
    }
    if (facts.flattening()) {
      return Optional.of("a flatten is under way, and ends only in a proof or by a gate");
    }
    Optional<FlattenResult> result = facts.flattenResult();
    if (result.isEmpty()) {
      return facts.flattens() && !facts.verdictIs(LossVerdict.DATA)
          ? Optional.of("flat was asked for and is not proven yet")
          : Optional.empty();
    }
    return switch (result.get()) {
      case FlattenResult.ProvenFlat(var proof) ->
          proof.closingOrders().isEmpty()
              ? Optional.empty()
              : Optional.of("positions were closed; reset it, and hold its review");
      case FlattenResult.ResidualAccepted residual ->
          Optional.of("positions were left by the flatten; reset it, and hold its review");
      case FlattenResult.Aborted aborted ->
          Optional.of("the flatten was aborted; reset it, and hold its review");
    };
  }

  @Override
  public Optional<String> againstResolution(PersonName by, String reason) {
    Optional<String> held = facts.testimony().held();
    if (held.isPresent()) {
      return held;
    }
    try {
      GuardStatus status = halts.status(facts.account());
      if (status.isHalted()) {
        return Optional.of(
            "the account is halted ("
                + status.why()
                + "); the reset comes first: "
                + NextCommand.askForReset(facts.account()));
      }
      return status.epoch() > facts.epoch()
          ? Optional.empty()
          : Optional.of("the guard knows of no reset of halt epoch " + facts.epoch());
    } catch (ActivityFailure e) {
      return Optional.of("the guard did not answer: " + Fault.detailOf(e));
    }
  }

  @Override
  public Said retry(PersonName by, String reason) {
    Optional<String> held = stillHeld(by);
    if (held.isPresent()) {
      return Said.notReady(held.get());
    }
    desk.nudge();
    if (!facts.flattening()) {
      return new Said.Done("Looking again at once.");
    }
    try {
      Workflow.newUntypedExternalWorkflowStub(Flatten.idOf(facts.account()))
          .signal("retry", new FlattenNudge(by.shown(), reason));
      return new Said.Done("The flatten was told to try again at once.");
    } catch (ApplicationFailure | SignalExternalWorkflowException e) {
      return Said.notReady("the flatten could not be told: it does not run");
    }
  }

  /** A word of the guard may have been lost with the guard: a person may have it asked. */
  private Optional<String> stillHeld(PersonName by) {
    Optional<String> outage = facts.testimony().heldBy();
    if (outage.isEmpty() || facts.flattening()) {
      return Optional.empty();
    }
    try {
      if (halts.status(facts.account()).incidents().contains(outage.get())) {
        if (goesOn(outage.get())) {
          return Optional.of("held by the P0 " + outage.get() + ", which goes first");
        }
        // Its end was never said, because it was terminated or failed.
        halts.incident(
            new IncidentNotice(
                facts.account(), outage.get(), IncidentStatus.CANCELLED, by.shown()));
        sheet.record(
            EntryKind.INCIDENT,
            CaseDesk.MACHINE,
            "the P0 " + outage.get() + " does not run any more and was taken off the guard's books",
            Figures.of("outage", outage.get()));
      }
      facts.testimony().heldBy(null);
      return Optional.empty();
    } catch (ActivityFailure e) {
      return Optional.of("the guard did not answer: " + Fault.detailOf(e));
    }
  }

  /** A P0 has no clock to move: it hears this and does nothing. */
  private boolean goesOn(String outage) {
    if (!desk.rules().has(CaseRules.DEAD_OUTAGE)) {
      return true;
    }
    try {
      Workflow.newUntypedExternalWorkflowStub(outage).signal("clockMoved", (Object) null);
      return true;
    } catch (ApplicationFailure | SignalExternalWorkflowException e) {
      return false;
    }
  }

  @Override
  public Said ask(PersonName by, String reason) {
    try {
      ResetAsked asked = desk.gate().ask(by, reason);
      return new Said.Done(
          (asked.joined() ? "Joined gate " : "Opened gate ")
              + asked.gate().id()
              + "; it counts so far: "
              + (asked.approvedBy().isEmpty() ? "nobody" : String.join(", ", asked.approvedBy()))
              + "; others approve it.");
    } catch (ApplicationFailure e) {
      return new Said.Refused(
          Fault.of(e).orElse(Fault.NOT_READY), String.valueOf(e.getOriginalMessage()));
    }
  }
}
