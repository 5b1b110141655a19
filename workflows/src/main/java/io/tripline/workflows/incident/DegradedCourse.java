package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.slippage.SlippageLabel.Grade;
import java.util.Optional;

/** What a P2 says to the requests of people. For the threads of message handlers. */
final class DegradedCourse implements Course {
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final CaseDesk desk;
  private final Facts facts;

  DegradedCourse(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
  }

  @Override
  public Optional<String> againstFalseAlarm() {
    return decided();
  }

  /** Where the machine knows a figure, a person's word does not outweigh it. */
  @Override
  public Optional<String> againstResolution(PersonName by, String reason) {
    Optional<String> decided = decided();
    if (decided.isPresent() || facts.alarm().cause() != Cause.HIGH_SLIPPAGE) {
      return decided;
    }
    try {
      SlippageView view = halts.status(facts.account()).slippage();
      if (view == null) {
        return Optional.of("the guard says nothing of what fills cost");
      }
      return view.label().grade() == Grade.INVESTIGATE
          ? Optional.of(
              view.label().sentence() + "; decide on the measures, or end it as a false alarm")
          : Optional.empty();
    } catch (ActivityFailure e) {
      return Optional.of(
          "what fills cost is UNKNOWN, the guard did not answer: " + Fault.detailOf(e));
    }
  }

  private Optional<String> decided() {
    return desk.knownGate().orElse(null) instanceof MeasuresGate gate && gate.approved()
        ? Optional.of("the measures were approved and are being carried out")
        : Optional.empty();
  }

  @Override
  public Said retry(PersonName by, String reason) {
    return again();
  }

  @Override
  public Said ask(PersonName by, String reason) {
    return again();
  }

  private Said again() {
    Gate open = desk.knownGate().map(CaseGate::openGate).orElse(null);
    if (open != null) {
      return new Said.Done("Gate " + open.id() + " is open: " + open.question());
    }
    desk.nudge();
    if (facts.cause().filter(Cause.DATA_QUALITY::equals).isPresent()) {
      return new Said.Done("Looking at once whether the market data are clean again.");
    }
    return new Said.Done("The measures are asked for as soon as figures and causes are known.");
  }
}
