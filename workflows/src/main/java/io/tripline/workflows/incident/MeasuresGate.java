package io.tripline.workflows.incident;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.Approvals;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.Direction;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.approval.GateSpec;
import io.tripline.workflows.approval.GateState;
import io.tripline.workflows.approval.Ruling;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks people for the measures of a P2: limit orders, smaller size. For workflow threads. */
final class MeasuresGate implements CaseGate {
  static final String KIND = "measures";
  static final String SAFE = "orders are executed as before";

  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private final Approvals approvals;
  private @Nullable String latest;

  MeasuresGate(CaseDesk desk) {
    facts = desk.facts();
    sheet = desk.sheet();
    announcements = desk.announcements();
    approvals = desk.approvals();
  }

  /** Opens it and waits for its end. */
  Answer ask(List<String> plan) {
    Gate gate =
        approvals.open(
            new GateSpec(
                KIND,
                "Change how account " + facts.account() + " executes, until the close?",
                plan,
                Direction.RISK_DOWN,
                null,
                SAFE),
            RunSheet.now());
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "gate " + gate.id() + " opened: " + gate.question(),
        Figures.of("gate", gate.id(), "digest", gate.digest()));
    sheet.decisions(approvals.takeNewRecords());
    announcements.tell(
        Urgency.NOTIFY,
        "Approval asked for: " + gate.question(),
        String.join("; ", gate.plan())
            + "; open until "
            + Plain.time(gate.expiresAt())
            + ", then "
            + SAFE,
        NextCommand.approve(facts.id()));
    sheet.publish();
    latest = gate.id();
    awaitEnd(gate.id());
    return new Answer(gate.id(), stateOf(gate.id()), approvals.approvedBy(gate.id()));
  }

  /** People approved the measures. */
  boolean approved() {
    return latest != null && stateOf(latest) == GateState.APPROVED;
  }

  /** How a gate ended. */
  record Answer(String gate, GateState state, List<String> by) {}

  private void awaitEnd(String id) {
    while (stateOf(id) == GateState.OPEN && !facts.testimony().ended()) {
      Instant expires = approvals.gate(id).orElseThrow().expiresAt();
      Duration left = Duration.between(RunSheet.now(), expires);
      CancellationScope scope =
          Workflow.newCancellationScope(() -> {
            Promise<Void> timer =
                Workflow.newTimer(
                    Duration.ofSeconds(Math.max(1, left.toSeconds() + 1)),
                    TimerOptions.newBuilder().setSummary("gate " + id + " expires").build());
            Workflow.await(() ->
                timer.isCompleted()
                    || stateOf(id) != GateState.OPEN
                    || facts.testimony().ended()
                    || !approvals.gate(id).orElseThrow().expiresAt().equals(expires));
          });
      scope.run();
      scope.cancel();
      approvals.expire(RunSheet.now());
    }
    if (facts.testimony().ended()) {
      close();
    }
  }

  @Override
  public Ruling decide(DecisionRequest request, String via) {
    Ruling ruling = approvals.decide(request, RunSheet.now(), via);
    sheet.decisions(approvals.takeNewRecords());
    if (ruling instanceof Ruling.Refused refused && via.equals("signal")) {
      announcements.tell(
          Urgency.NOTIFY,
          "A decision was refused: " + refused.fault(),
          Plain.line(refused.sentence(), 300),
          NextCommand.show(facts.id()));
    }
    sheet.publish();
    return ruling;
  }

  @Override
  public @Nullable Gate openGate() {
    return approvals.openGates().stream().findFirst().orElse(null);
  }

  @Override
  public void close() {
    Gate open = openGate();
    if (open != null) {
      approvals.withdraw(open.id());
    }
  }

  private GateState stateOf(String id) {
    return approvals.stateOf(id).orElse(GateState.WITHDRAWN);
  }
}
