package io.tripline.workflows.flatten;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;

/**
 * Proves one account flat; one at a time per account, on task queue {@code response}. Only the
 * guard asks for it, by Signal-with-Start; it ends proven flat, or by a gate, never by time-out.
 */
@WorkflowInterface
public interface Flatten {
  /** The workflow id of an account's flatten. */
  static String idOf(AccountName account) {
    return "flatten-" + account;
  }

  /** Runs until flat is proven, or people decided otherwise. */
  @WorkflowMethod(name = "Flatten")
  FlattenResult run(FlattenStart start);

  /** Asks for a proof; one that arrives during a run restarts the verification. */
  @SignalMethod(name = "request", description = "Ask for a proof of flat (the guard uses this)")
  void request(FlattenRequest request);

  /** Tries again at once after an escalation. */
  @SignalMethod(
      name = "retry",
      description = "Try again at once: {\"by\":\"name\",\"reason\":\"…\"}")
  void retry(FlattenNudge nudge);

  /** A person closed it by hand: verify now. */
  @SignalMethod(
      name = "handled",
      description = "It was closed by hand, verify: {\"by\":\"name\",\"reason\":\"…\"}")
  void handled(FlattenNudge nudge);

  /** Opens a gate: accept what can't be closed, or abort. */
  @UpdateMethod(
      name = "propose",
      description =
          "Ask to accept the residual or to abort: {\"by\":\"name\",\"reason\":\"…\",\"what\":\"accept-residual|abort\"}")
  String propose(FlattenProposal proposal);

  /** Decides that gate. */
  @UpdateMethod(
      name = "decide",
      description = "Decide: {\"verdict\":\"approve|deny\",\"by\":\"name\",\"reason\":\"…\"}")
  DecisionAnswer decide(DecisionRequest decision);

  /** The same without an answer. */
  @SignalMethod(
      name = "decision",
      description = "Decide: {\"verdict\":\"approve|deny\",\"by\":\"name\",\"reason\":\"…\"}")
  void decision(DecisionRequest decision);

  /** The broker's clock jumped. */
  @SignalMethod(
      name = "clockMoved",
      description = "The broker's clock jumped (the guard uses this)")
  void clockMoved(ClockMoved moved);

  /** Where it stands. */
  @QueryMethod(name = "status", description = "Where the flatten stands")
  FlattenStatus status();
}
