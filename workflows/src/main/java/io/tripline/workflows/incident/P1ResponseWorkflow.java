package io.tripline.workflows.incident;

import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runbook's P1, step by step. */
public final class P1ResponseWorkflow extends AnsweringDesk implements P1Response {
  private static final Procedure PROCEDURE =
      new Procedure(
          Severity.P1,
          List.of(P1Step.values()),
          P1Step.NOTIFY,
          P1Step.PROVE_FLAT,
          Cause.MANUAL,
          List.of(ResetGate.KIND));

  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private final Investigation investigation;
  private boolean latched;

  /** Has everything that a message needs, before the first one is handled. */
  @WorkflowInit
  public P1ResponseWorkflow(@Nullable IncidentStart start) {
    super(
        new CaseDesk(
            start,
            PROCEDURE,
            made ->
                new ResetGate(made.facts(), made.sheet(), made.announcements(), made.approvals())));
    desk = desk();
    facts = desk.facts();
    sheet = desk.sheet();
    investigation = new Investigation(desk);
  }

  @Override
  public IncidentReport run(@Nullable IncidentStart start) {
    desk.announcements().begin();
    boolean byHand = facts.knownBrief().isEmpty();
    DeclaredByHand hand = new DeclaredByHand(desk);
    Optional<DeclaredByHand.Ended> ended = byHand ? hand.prepare(start) : Optional.empty();
    if (ended.isEmpty()) {
      declare(DeclaredByHand.reason(start));
      if (byHand && start != null) {
        ended = hand.trip(start);
      }
    }
    if (ended.isPresent()) {
      return new Closing(desk).ended(ended.get());
    }
    do {
      investigate();
      new Reset(desk, desk.freshNextDay(), investigation).await();
    } while (!new Resumption(facts, sheet, desk.announcements()).verified());
    return resolve();
  }

  /** People hear at once, and the response clock starts; the rest goes on beside it. */
  private void declare(String reason) {
    Instant now = RunSheet.now();
    facts.declared(now);
    sheet.begin(P1Step.NOTIFY);
    String why = facts.knownBrief().map(IncidentBrief::reason).orElse(reason);
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "P1 declared: " + why,
        Figures.of(
            "milestone",
            "declared",
            "severity",
            Severity.P1.name(),
            "detectedAt",
            facts.milestones(now, null).detected().toString()));
    desk.statusUpdate(
        Urgency.PAGE, "P1 Trading Halted: KILL SWITCH TRIGGERED, account " + facts.account(), why);
    sheet.waiting(P1Step.NOTIFY, "waiting for a person to acknowledge");
    desk.acknowledgement().start(now);
    sheet.publish();
  }

  private void investigate() {
    if (sheet.ended(P1Step.IDENTIFY)) {
      sheet.startOver();
      facts.notMitigated(desk.acknowledgement().acknowledged());
    }
    Optional<GuardStatus> status = investigation.identify();
    latched = status.map(this::heldOrLifted).orElse(false);
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
      mitigated("entries are refused; positions stay as they are");
      return;
    }
    switch (result.get()) {
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
    desk.statusUpdate(Urgency.NOTIFY, "P1 mitigated: " + how, "What is open: the reset.");
    desk.tellGuard();
  }

  private IncidentReport resolve() {
    return new Closing(desk)
        .resolved(
            P1Step.REPORT,
            "the halt is lifted and verified",
            "trading may resume",
            () -> Workflow.getVersion("post-incident-review", Workflow.DEFAULT_VERSION, 1) > 0);
  }
}
