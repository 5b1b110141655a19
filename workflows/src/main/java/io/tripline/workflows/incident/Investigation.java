package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.runbook.P1Step;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the runbook investigates: which switch it was, then the branch of its cause. */
final class Investigation {
  /** The steps of the document that belong to one cause or another. */
  private static final List<P1Step> BY_CAUSE =
      List.of(P1Step.MARKET, P1Step.VERIFY_LOSS, P1Step.API_ERROR, P1Step.SLIPPAGE);

  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final Halts latch = Workflow.newActivityStub(Halts.class, Policies.latch());
  private final Facts facts;
  private final RunSheet sheet;
  private final List<CauseBranch> branches;
  private @Nullable GuardStatus identified;

  Investigation(CaseDesk desk) {
    this.facts = desk.facts();
    this.sheet = desk.sheet();
    this.branches =
        List.of(
            new LossBranch(facts, sheet, () -> Optional.ofNullable(identified)),
            new ApiErrorBranch(desk),
            new SlippageBranch(facts, sheet));
  }

  /** Step "Identify Kill Switch Type": what the guard has on its books; empty without an answer. */
  Optional<GuardStatus> identify() {
    sheet.begin(P1Step.IDENTIFY);
    IncidentBrief brief = facts.brief();
    try {
      GuardStatus status = halts.status(facts.account());
      identified = status;
      sheet.done(
          P1Step.IDENTIFY,
          what(brief) + "; the guard says " + status.ladder() + ", halt epoch " + status.epoch());
      return Optional.of(status);
    } catch (ActivityFailure e) {
      identified = null;
      sheet.done(P1Step.IDENTIFY, what(brief) + "; the guard did not answer: " + Fault.detailOf(e));
      return Optional.empty();
    }
  }

  /** Asks the guard for as long as it takes. */
  GuardStatus statusAtLast() {
    return latch.status(facts.account());
  }

  /** Walks the branch of this cause; the steps of the others are not applicable. */
  void ofTheCause() {
    Optional<CauseBranch> branch = branch();
    List<P1Step> ours = branch.map(CauseBranch::steps).orElse(List.of());
    boolean walked = false;
    for (P1Step step : BY_CAUSE) {
      if (!ours.contains(step)) {
        sheet.notApplicable(step, "the cause is " + cause());
      } else if (!walked) {
        walked = true;
        branch.orElseThrow().investigate();
      }
    }
  }

  /** Why people are asked where the runbook prescribes no auto-reset. */
  String whyPeople() {
    return branch().map(CauseBranch::whyPeople).orElse(CauseBranch.ONLY_A_LOSS);
  }

  /** Why an approved reset must not be carried out after all; empty when it may. */
  Optional<String> objection() {
    return branch().flatMap(CauseBranch::objection);
  }

  private Optional<CauseBranch> branch() {
    return branches.stream().filter(each -> each.appliesTo(facts.brief())).findFirst();
  }

  private String cause() {
    return facts.brief().killSwitch().cause().word();
  }

  private static String what(IncidentBrief brief) {
    Observation seen = brief.observation();
    return brief.killSwitch()
        + " "
        + brief.killSwitch().title()
        + (seen == null
            ? ", by " + brief.by() + ": " + brief.reason()
            : ", reading " + seen.reading() + ", limit " + seen.limit());
  }
}
