package io.tripline.workflows.incident;

import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.runbook.P1Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an incident waits for, and the exact command for it; both empty when it works. Pure. */
record Awaited(String what, String command) {
  static Awaited of(
      Facts facts,
      @Nullable Gate open,
      Acknowledgement acknowledgement,
      List<StepView> steps,
      boolean over) {
    if (over || facts.knownPolicy().isEmpty()) {
      return new Awaited("", "");
    }
    if (open != null) {
      return new Awaited(
          "a decision at gate " + open.id() + ": " + open.question(),
          NextCommand.approve(facts.id()));
    }
    String waiting =
        steps.stream()
            .filter(step -> step.state() == StepState.WAITING)
            .filter(step -> !step.id().equals(P1Step.SUPPORT.step().id()))
            .reduce((first, second) -> second)
            .map(step -> step.title() + ": " + step.outcome())
            .orElse("");
    if (!acknowledgement.acknowledged()) {
      return new Awaited(
          waiting.isEmpty() ? "a person to acknowledge" : waiting,
          NextCommand.acknowledge(facts.id()));
    }
    return new Awaited(
        waiting,
        facts
            .testimony()
            .heldBy()
            .map(NextCommand::show)
            .orElse(facts.proof().isPresent() ? NextCommand.askForReset(facts.account()) : ""));
  }
}
