package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Severity;
import java.util.Optional;

/**
 * A person puts an incident under another severity: the same incident, never a second one. Up to P1
 * the manual switch is tripped for it, so that the halt exists and belongs to it; from then on it
 * goes through the P1 document. For the threads of message handlers.
 */
final class Regrading {
  private final Halts halts =
      Workflow.newActivityStub(Halts.class, Policies.answering(Policies.trip()));
  private final CaseDesk desk;
  private final Facts facts;

  Regrading(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
  }

  Said to(Severity wanted, PersonName by, String reason) {
    Severity before = facts.severity();
    if (before == wanted) {
      return new Said.Done("It is a " + before + " already.");
    }
    Severity walks = desk.procedure().severity();
    Optional<String> objection = RegradeRules.objection(walks, wanted);
    if (objection.isPresent()) {
      return Said.notReady("not regraded to " + wanted + ": " + objection.get());
    }
    String halt = "";
    if (RegradeRules.halts(walks, wanted)) {
      try {
        halt = halted(by, reason);
      } catch (ActivityFailure e) {
        return new Said.Refused(
            Fault.of(e).orElse(Fault.NO_GUARD),
            Fault.of(e).filter(fault -> !fault.retryable()).isPresent()
                ? "not regraded: the guard refused the halt, " + Fault.detailOf(e)
                : "not regraded, ask again: the guard did not answer in time, the account may be"
                    + " halted all the same; "
                    + Fault.detailOf(e));
      }
    }
    desk.severityChange().byPerson(wanted, reason, by, halt);
    return new Said.Done("Regraded from " + before + " to " + wanted + halt + ".");
  }

  /** Answers what became of the halt, in words that follow a severity. */
  private String halted(PersonName by, String reason) {
    desk.sheet().line(by.shown(), "asks for P1: the account is halted for it (K13, level STOP)");
    desk.sheet().publish();
    TripAnswer answer =
        halts.trip(
            new TripRequest(
                facts.account(),
                "trip-K13-" + facts.id(),
                KillSwitch.K13,
                TripLevel.STOP,
                null,
                by.shown(),
                "regraded to P1: " + reason,
                facts.id()));
    if (!answer.incident().equals(facts.id())) {
      return "; the account was halted before, and is reset by " + answer.incident();
    }
    Workflow.await(() -> facts.knownBrief().isPresent());
    desk.turnTo(HaltCourse.PROCEDURE, HaltCourse::gateOf);
    return "; the account is halted, and two names reset it here";
  }
}
