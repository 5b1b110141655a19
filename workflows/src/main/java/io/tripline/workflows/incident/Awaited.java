package io.tripline.workflows.incident;

import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.runbook.P1Step;
import java.util.List;
import java.util.Optional;
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
    Optional<StepView> at =
        steps.stream()
            .filter(step -> step.state() == StepState.WAITING)
            .filter(step -> !step.id().equals(P1Step.SUPPORT.step().id()))
            .reduce((first, second) -> second);
    String waiting = at.map(step -> step.title() + ": " + step.outcome()).orElse("");
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
            .orElse(at.map(step -> command(facts, step)).orElse("")));
  }

  /**
   * Once the halt is lifted, what still keeps entries out ends by itself: it is only to be seen.
   */
  private static String command(Facts facts, StepView at) {
    if (at.id().equals(P1Step.VERIFY_TRADING.step().id())) {
      return NextCommand.switches(facts.account());
    }
    return facts.proof().isPresent() ? NextCommand.askForReset(facts.account()) : "";
  }
}
