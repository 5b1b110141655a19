package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.flatten.FlattenSteps.Which;
import io.tripline.workflows.proof.FlattenResult;
import java.util.List;

/** The states of {@code Flatten}; {@link #label} is the word that people see. */
sealed interface FlattenState {
  /** The latch holds; permits that may still be used run out. */
  record Latched() implements FlattenState {}

  /** The first reading, kept as evidence. */
  record Snapshot() implements FlattenState {}

  /** Requests cancels. */
  record Cancelling(Which which, List<String> also, List<ClientOrderId> own)
      implements FlattenState {
    static Cancelling all() {
      return new Cancelling(Which.ALL, List.of(), List.of());
    }
  }

  /** Cancels were requested. */
  record AwaitingCancels(List<String> orders) implements FlattenState {}

  /** Reads the account anew. */
  record Reading() implements FlattenState {}

  /** Sends a closing order. */
  record Submitting(ClosingOrder order) implements FlattenState {}

  /** Looks up a closing order whose answer was lost. */
  record Resolving(ClosingOrder order) implements FlattenState {}

  /** A closing order is live: ours, or one that was adopted. */
  record AwaitingFill(ClientOrderId id) implements FlattenState {}

  /** The market is closed: cancels what could raise exposure and waits for the open. */
  record ClosedMarket() implements FlattenState {}

  /** Proves flat. */
  record Verifying() implements FlattenState {}

  /** People were called; it goes on watching and trying. */
  record Escalated(Trouble trouble, String detail, String fingerprint) implements FlattenState {}

  /** The end: proven flat, residual accepted, or aborted. */
  record Ended(FlattenResult result) implements FlattenState {}

  default String label() {
    return switch (this) {
      case Latched s -> "LATCH";
      case Snapshot s -> "SNAPSHOT";
      case Cancelling s -> "CANCEL";
      case AwaitingCancels s -> "AWAIT_CANCELS";
      case Reading s -> "READ";
      case Submitting s -> "SUBMIT";
      case Resolving s -> "RESOLVE";
      case AwaitingFill s -> "AWAIT_FILL";
      case ClosedMarket s -> "CLOSED_MARKET";
      case Verifying s -> "VERIFY";
      case Escalated s -> "ESCALATE";
      case Ended(var result) ->
          switch (result) {
            case FlattenResult.ProvenFlat r -> "FLAT_VERIFIED";
            case FlattenResult.ResidualAccepted r -> "RESIDUAL_ACCEPTED";
            case FlattenResult.Aborted r -> "ABORTED";
          };
    };
  }
}
