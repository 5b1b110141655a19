package io.tripline.cli.drill;

import io.temporal.client.WorkflowException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.incident.LiveView;
import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.runbook.P1Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Shows the incident live, and acts as responder and approver through the usual commands. */
final class Follow {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Duration PERSONS_PATIENCE = Duration.ofHours(2);

  private final DrillPlace place;
  private final DrillOptions options;
  private final Temporal temporal;
  private final TypedCommand typed;
  private final Killing killing;
  private final Consumer<String> say;
  private final List<Sent> sent = new ArrayList<>();
  private final Set<String> approved = new HashSet<>();
  private final List<Sent> unsure = new ArrayList<>();
  private Predicate<IncidentView> approvable = view -> true;
  private boolean acknowledged;

  Follow(
      DrillPlace place,
      DrillOptions options,
      Temporal temporal,
      TypedCommand typed,
      Killing killing,
      Consumer<String> say) {
    this.place = place;
    this.options = options;
    this.temporal = temporal;
    this.typed = typed;
    this.killing = killing;
    this.say = say;
  }

  /** What a scenario does while the incident goes on; called with each look at it. */
  @FunctionalInterface
  interface Turn {
    void take(IncidentView view) throws IOException, InterruptedException;
  }

  /** Nobody approves while this does not hold. */
  Follow approvingOnly(Predicate<IncidentView> when) {
    approvable = when;
    return this;
  }

  /** Decisions that were sent, in order. */
  List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** Until the incident is over; {@code turn} adds what the scenario does itself. */
  IncidentView toTheEnd(String incident, Turn turn) throws IOException, InterruptedException {
    LiveView live = new LiveView(line -> say.accept("  " + line), typed.options());
    long end =
        System.nanoTime()
            + (options.manual() ? PERSONS_PATIENCE : options.patience(PATIENCE)).toNanos();
    while (System.nanoTime() < end) {
      Optional<IncidentView> seen = look(incident);
      if (seen.isPresent()) {
        IncidentView view = seen.get();
        live.show(view);
        moments(view);
        settle(view);
        if (LiveView.over(view)) {
          return view;
        }
        if (!options.manual()) {
          act(incident, view);
        }
        turn.take(view);
      }
      Thread.sleep(500);
    }
    throw new CommandFailure(
        ExitCode.FAILED,
        "incident " + incident + " was not resolved in time; see " + place.where().data());
  }

  private Optional<IncidentView> look(String incident) {
    try {
      return Optional.of(temporal.incident(incident).view());
    } catch (WorkflowException e) {
      return Optional.empty();
    }
  }

  /** Decisions whose answer was lost count as sent once the incident shows them. */
  private void settle(IncidentView view) {
    for (Sent decision : List.copyOf(unsure)) {
      boolean recorded =
          view.decisions().stream()
              .anyMatch(each ->
                  !each.refused()
                      && each.gate().equals(decision.gate())
                      && each.by().equals(decision.by()));
      if (recorded) {
        unsure.remove(decision);
        approved.add(decision.gate() + "/" + decision.by());
        sent.add(decision);
      }
    }
  }

  private void moments(IncidentView view) {
    FlattenNotice flatten = view.flatten();
    if (flatten != null) {
      killing.at(Kill.Moment.FLATTEN);
    }
    if (provenFlat(view)) {
      killing.at(Kill.Moment.PROVEN);
    }
  }

  private void act(String incident, IncidentView view) throws IOException, InterruptedException {
    String responder = DrillPlace.ROSTER.get(0);
    if (!acknowledged && view.acknowledgedBy() == null) {
      acknowledged = typed.run("ack", incident, "--as", responder) == ExitCode.OK.number();
    }
    if (!approvable.test(view)) {
      return;
    }
    for (Gate gate : view.openGates()) {
      approve(incident, view, gate);
    }
  }

  /** One person approves, whether allowed to or not; answers the exit code. */
  int approves(String incident, Gate gate, String name) throws IOException, InterruptedException {
    return decides("approve", incident, gate, name, "drill: readings and proof were looked at");
  }

  /** One person denies; answers the exit code. */
  int denies(String incident, Gate gate, String name, String reason)
      throws IOException, InterruptedException {
    return decides("deny", incident, gate, name, reason);
  }

  private int decides(String verdict, String incident, Gate gate, String name, String reason)
      throws IOException, InterruptedException {
    int code = typed.run(verdict, incident, "--gate", gate.id(), "--as", name, "--reason", reason);
    sent.add(new Sent(gate.id(), verdict, name, code));
    return code;
  }

  /** The next name of the roster that neither asked nor approved. */
  private void approve(String incident, IncidentView view, Gate gate)
      throws IOException, InterruptedException {
    for (String name : DrillPlace.ROSTER) {
      boolean counted =
          view.decisions().stream()
              .filter(each -> !each.refused() && each.gate().equals(gate.id()))
              .map(DecisionRecord::by)
              .anyMatch(name::equals);
      if (!name.equals(gate.requester()) && !counted && approved.add(gate.id() + "/" + name)) {
        int code =
            typed.run(
                "approve",
                incident,
                "--gate",
                gate.id(),
                "--as",
                name,
                "--reason",
                "drill: readings and proof were looked at");
        Sent decision = new Sent(gate.id(), "approve", name, code);
        if (code == ExitCode.UNREACHABLE.number()) {
          // Nobody answered, which says nothing: the next look tells whether it was recorded.
          approved.remove(gate.id() + "/" + name);
          unsure.add(decision);
        } else {
          unsure.removeIf(each -> each.gate().equals(gate.id()) && each.by().equals(name));
          sent.add(decision);
        }
        return;
      }
    }
  }

  /** The responder asks for the reset; true when it now waits for others to approve. */
  static boolean asksForReset(TypedCommand typed) throws IOException, InterruptedException {
    return typed.run(
            "killswitch",
            "reset",
            "--as",
            DrillPlace.ROSTER.get(0),
            "--reason",
            "incident_response")
        == ExitCode.AWAITING_APPROVAL.number();
  }

  static boolean waits(IncidentView view, P1Step step) {
    return view.steps().stream()
        .anyMatch(each -> each.id().equals(step.step().id()) && each.state() == StepState.WAITING);
  }

  static boolean provenFlat(IncidentView view) {
    FlattenNotice flatten = view.flatten();
    return flatten != null && flatten.result() instanceof FlattenResult.ProvenFlat;
  }
}
