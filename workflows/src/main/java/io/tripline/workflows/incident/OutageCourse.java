package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Fault;
import java.util.Optional;

/**
 * What a P0 says to the requests of people: its end is never a matter of words, everything is
 * looked at first. For the threads of message handlers.
 */
final class OutageCourse implements Course {
  private final SystemProbes probes =
      Workflow.newActivityStub(SystemProbes.class, Policies.answering(Policies.systemLook()));
  private final CaseDesk desk;

  OutageCourse(CaseDesk desk) {
    this.desk = desk;
  }

  @Override
  public Optional<String> againstFalseAlarm() {
    Optional<String> halted = desk.facts().haltedBy();
    return halted.isPresent()
        ? Optional.of("it asked for a flatten: " + halted.get() + " has the halt")
        : broken();
  }

  @Override
  public Optional<String> againstResolution(PersonName by, String reason) {
    return broken();
  }

  @Override
  public Said retry(PersonName by, String reason) {
    desk.nudge();
    return new Said.Done("Looking again at once.");
  }

  @Override
  public Said ask(PersonName by, String reason) {
    return Said.notReady("a P0 opens no gate; it ends when all works again");
  }

  private Optional<String> broken() {
    try {
      SystemState seen = probes.look(desk.facts().policy());
      return seen.well() ? Optional.empty() : Optional.of("not well: " + seen.broken());
    } catch (ActivityFailure e) {
      return Optional.of("it could not be looked at: " + Fault.detailOf(e));
    }
  }
}
