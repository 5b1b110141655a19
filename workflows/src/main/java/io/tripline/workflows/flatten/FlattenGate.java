package io.tripline.workflows.flatten;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approvals;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.Direction;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.approval.GateSpec;
import io.tripline.workflows.approval.GateState;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.proof.FlattenResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one gate of a flatten: a person proposes to end it without flat, others decide. */
final class FlattenGate {
  private static final int LONGEST_SHOWN = 40;

  static final String ACCEPT_RESIDUAL = "accept-residual";
  static final String ABORT = "abort";

  static final String MORE_THAN_SHOWN =
      "More is left than people were shown when they accepted it: propose it anew.";

  private static final String AS_SHOWN = "residual-as-shown";

  private final Approvals approvals;
  private @Nullable String id;
  private @Nullable String what;
  private boolean asShown;
  private List<Position> shown = List.of();
  private String reason = "";

  FlattenGate(ApprovalPolicy policy) {
    approvals = new Approvals(policy, List.of(ACCEPT_RESIDUAL, ABORT));
  }

  /** Opens the gate, or joins the one that asks the same; answers a sentence for the person. */
  String propose(FlattenProposal proposal, List<String> plan, @Nullable View left, Instant now) {
    PersonName by;
    try {
      by = PersonName.of(proposal.by(), "by");
    } catch (Refusal refusal) {
      throw Fault.INVALID_INPUT.failure(String.valueOf(refusal.getMessage()));
    }
    String asked = proposal.what() == null ? "" : proposal.what().strip();
    if (!asked.equals(ACCEPT_RESIDUAL) && !asked.equals(ABORT)) {
      throw Fault.INVALID_INPUT.failure(
          "what: must be "
              + ACCEPT_RESIDUAL
              + " or "
              + ABORT
              + (asked.isEmpty() ? ", is missing" : ", was " + start(asked)));
    }
    String why = proposal.reason() == null ? "" : proposal.reason().strip();
    if (why.isEmpty()) {
      throw Fault.INVALID_INPUT.failure("reason: missing; say why");
    }
    approvals.expire(now);
    Optional<Gate> open = gate();
    if (open.isPresent()) {
      if (!asked.equals(what)) {
        throw Fault.CONFLICT.failure("gate " + open.get().id() + " is open and asks otherwise");
      }
      approvals.join(open.get().id(), by);
      return "Gate " + open.get().id() + " asks this already; it waits for a decision.";
    }
    Gate gate =
        approvals.open(
            new GateSpec(
                asked,
                asked.equals(ABORT)
                    ? "Stop the flatten although the account is not proven flat?"
                    : "Accept what could not be closed, and end the flatten?",
                plan,
                Direction.RISK_UP,
                by.shown(),
                "The flatten goes on."),
            now);
    id = gate.id();
    what = asked;
    asShown = Workflow.getVersion(AS_SHOWN, Workflow.DEFAULT_VERSION, 1) == 1;
    shown = left == null ? List.of() : left.positions();
    reason = why;
    return "Gate "
        + gate.id()
        + " is open until "
        + gate.expiresAt()
        + " and needs "
        + gate.names()
        + " names.";
  }

  DecisionAnswer decide(@Nullable DecisionRequest request, Instant now) {
    return approvals.decide(request, now, "update").orThrow();
  }

  void signalled(@Nullable DecisionRequest request, Instant now) {
    approvals.decide(request, now, "signal");
  }

  void expire(Instant now) {
    approvals.expire(now);
  }

  /** The gate while it is open. */
  Optional<Gate> gate() {
    String at = id;
    return at != null && approvals.stateOf(at).equals(Optional.of(GateState.OPEN))
        ? approvals.gate(at)
        : Optional.empty();
  }

  boolean approved() {
    return id != null && approvals.stateOf(id).equals(Optional.of(GateState.APPROVED));
  }

  boolean aborts() {
    return ABORT.equals(what);
  }

  /** The end was carried out: an approval counts for one end only. */
  void used() {
    gate().map(Gate::id).ifPresent(approvals::withdraw);
    id = null;
    what = null;
  }

  List<String> approvedBy() {
    return id == null ? List.of() : approvals.approvedBy(id);
  }

  String reason() {
    return reason;
  }

  List<DecisionRecord> newRecords() {
    return approvals.takeNewRecords();
  }

  /**
   * What an approval ends the flatten with; {@code view} shows what is left. Empty where more is
   * left than people were shown: what they accepted is not there, and the approval is used up.
   */
  Optional<FlattenState> end(@Nullable View view) {
    if (aborts()) {
      return Optional.of(new FlattenState.Ended(new FlattenResult.Aborted(approvedBy(), reason())));
    }
    List<Position> residual = view == null ? List.of() : view.positions();
    if (asShown && !residual.stream().allMatch(this::wasShown)) {
      used();
      return Optional.empty();
    }
    return Optional.of(
        new FlattenState.Ended(
            new FlattenResult.ResidualAccepted(approvedBy(), reason(), residual)));
  }

  private boolean wasShown(Position left) {
    return shown.stream()
        .anyMatch(each ->
            each.symbol().equals(left.symbol())
                && each.quantity().signum() == left.quantity().signum()
                && left.quantity().amount().abs().compareTo(each.quantity().amount().abs()) <= 0);
  }

  private static String start(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + " …";
  }
}
