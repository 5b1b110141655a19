package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.journal.EntryKind;

/** Whether somebody lifted the halt at the guard itself. For workflow threads. */
final class LiftedElsewhere {
  private final Facts facts;
  private final RunSheet sheet;

  LiftedElsewhere(Facts facts, RunSheet sheet) {
    this.facts = facts;
    this.sheet = sheet;
  }

  /** Asks the guard, and records it where so; false where the guard does not answer. */
  boolean lifted() {
    try {
      GuardStatus status =
          Workflow.newActivityStub(Halts.class, Policies.status()).status(facts.account());
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
}
