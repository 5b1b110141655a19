package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.runbook.P0Step;
import java.time.Duration;
import java.time.Instant;

/**
 * Step "Emergency Flatten (if needed)", beside the others: an exposed account that was not restored
 * within the policy's time is flattened, through the guard, which halts it. While the market is
 * closed nothing can be closed, so it is looked at again. For workflow threads.
 */
final class EmergencyFlatten {
  private final SystemProbes probes =
      Workflow.newActivityStub(SystemProbes.class, Policies.systemLook());
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.trip());
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private boolean restored;
  private boolean asked;
  private boolean ended;

  EmergencyFlatten(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
  }

  /** Starts the clock at the detection, or says why none is needed. */
  void start(SystemState seen) {
    if (!seen.exposed()) {
      ended = true;
      sheet.notApplicable(P0Step.FLATTEN, "no exposure: " + seen.exposure().text());
      return;
    }
    Instant from = facts.milestones(RunSheet.now(), null).detected();
    Duration after = facts.policy().outage().flattenAfter();
    Instant target = from.plus(after);
    sheet.waiting(
        P0Step.FLATTEN,
        "exposed: "
            + seen.exposure().text()
            + "; flattened at "
            + Plain.time(target)
            + " unless all works again before");
    desk.next(NextCommand.flatten(facts.account()));
    Async.procedure(() -> run(target, after));
  }

  /** Everything works again: no flatten begins any more; one that was asked for is waited for. */
  void restored(String how) {
    restored = true;
    if (!asked && !ended) {
      ended = true;
      sheet.notApplicable(P0Step.FLATTEN, "restored in time: " + how);
    }
    Workflow.await(() -> ended);
  }

  private void run(Instant first, Duration after) {
    Instant target = first;
    while (!restored) {
      waitUntil(target);
      if (restored) {
        return;
      }
      SystemState seen = probes.look(facts.policy());
      if (restored) {
        return;
      }
      if (!seen.exposed()) {
        ended = true;
        sheet.notApplicable(P0Step.FLATTEN, "no exposure any more: " + seen.exposure().text());
        sheet.publish();
        return;
      }
      if (Boolean.FALSE.equals(seen.marketOpen())) {
        target = RunSheet.now().plus(after);
        sheet.waiting(
            P0Step.FLATTEN,
            "exposed, but the market is closed: " + seen.exposure().text() + "; looked at again");
        sheet.publish();
      } else {
        flatten(seen);
        return;
      }
    }
  }

  private void flatten(SystemState seen) {
    asked = true;
    facts.forgetFlatten();
    String why =
        "exposed and not restored within "
            + Plain.span(facts.policy().outage().flattenAfter())
            + " ("
            + facts.id()
            + "): "
            + seen.exposure().text();
    sheet.begin(P0Step.FLATTEN);
    sheet.record(
        EntryKind.FLATTEN, CaseDesk.MACHINE, "asking the guard for flat: " + why, Figures.of());
    sheet.publish();
    try {
      TripAnswer answer =
          halts.trip(
              new TripRequest(
                  facts.account(),
                  "trip-K14-" + facts.id(),
                  KillSwitch.K14,
                  TripLevel.FLATTEN,
                  null,
                  facts.id(),
                  why,
                  null));
      facts.halted(answer.incident());
      sheet.waiting(P0Step.FLATTEN, "asked for; the halt is " + answer.incident());
      desk.statusUpdate(Urgency.PAGE, "P0: emergency flatten asked for, trading is halted", why);
      sheet.publish();
      Workflow.await(() -> facts.flattenResult().isPresent());
      conclude(facts.flattenResult().orElseThrow());
    } catch (ActivityFailure e) {
      sheet.failed(P0Step.FLATTEN, "the guard refused the trip: " + Fault.detailOf(e));
      desk.statusUpdate(
          Urgency.PAGE,
          "P0: NOT FLAT, the guard refused the trip",
          "Flatten by hand: see the runbook, step 2.");
    } finally {
      ended = true;
      sheet.publish();
    }
  }

  private void conclude(FlattenResult result) {
    switch (result) {
      case FlattenResult.ProvenFlat(var proof) -> {
        sheet.done(
            P0Step.FLATTEN,
            "proven flat at "
                + Plain.time(proof.provenAt())
                + ", "
                + proof.closingOrders().size()
                + " closing order(s)");
        desk.mitigated("the account is proven flat");
      }
      case FlattenResult.ResidualAccepted(var by, var reason, var residual) -> {
        desk.support().residual(residual);
        sheet.done(
            P0Step.FLATTEN,
            residual.size()
                + " position(s) left, accepted by "
                + String.join(" and ", by)
                + ": "
                + reason);
      }
      case FlattenResult.Aborted(var by, var reason) ->
          sheet.failed(P0Step.FLATTEN, "aborted by " + String.join(" and ", by) + ": " + reason);
    }
  }

  private void waitUntil(Instant target) {
    Duration left = Duration.between(RunSheet.now(), target);
    if (left.isNegative() || left.isZero()) {
      return;
    }
    CancellationScope scope =
        Workflow.newCancellationScope(() -> {
          Promise<Void> timer =
              Workflow.newTimer(
                  Duration.ofSeconds(left.toSeconds() + 1),
                  TimerOptions.newBuilder().setSummary("flat unless restored").build());
          Workflow.await(() -> timer.isCompleted() || restored);
        });
    scope.run();
    scope.cancel();
  }
}
