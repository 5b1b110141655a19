package io.tripline.workflows.limits;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/**
 * Changes one limit of an account, on task queue {@code response}: a looser value waits for its
 * gate. One at a time per account. Nothing loosens by silence.
 */
@WorkflowInterface
public interface LimitChange {
  /** The workflow id of an account's change of limits. */
  static String idOf(AccountName account) {
    return "limit-" + account;
  }

  /** Asks, waits for the decision, hands it to the guard; answers what became of it. */
  @WorkflowMethod(name = "LimitChange")
  LimitChangeResult run(@Nullable LimitChangeStart start);

  /** Takes a decision; the caller sees the answer. */
  @UpdateMethod(
      name = "decide",
      description =
          "Decide the gate: {\"verdict\":\"approve|deny\",\"by\":\"name\",\"reason\":\"…\"}")
  DecisionAnswer decide(DecisionRequest decision);

  /** Refuses what can't be read as a decision. */
  @UpdateValidatorMethod(updateName = "decide")
  void checkDecide(@Nullable DecisionRequest decision);

  /** Takes a decision without an answer. */
  @SignalMethod(
      name = "decision",
      description =
          "Decide the gate by signal: {\"verdict\":\"approve|deny\",\"by\":\"name\",\"reason\":\"…\"}")
  void decision(@Nullable DecisionRequest decision);

  /** Where it stands. */
  @QueryMethod(name = "status", description = "The change, its gate and its decisions")
  LimitChangeStatus status();
}
