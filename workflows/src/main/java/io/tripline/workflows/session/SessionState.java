package io.tripline.workflows.session;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderIntent;
import java.time.Instant;

/** Where a session is; each state says it in words for the run sheet. */
sealed interface SessionState {
  /** Reading configuration, market and guard. */
  record Preflight() implements SessionState {}

  /** The market is closed; {@code open} is the next open, market time. */
  record WaitingForOpen(Instant open) implements SessionState {}

  /** Reading the day's orders, prices and the position, and asking the strategy. */
  record Deciding() implements SessionState {}

  /** Asking the guard. */
  record Authorising(OrderIntent intent) implements SessionState {}

  /** The order is on its way. */
  record Executing(ClientOrderId order) implements SessionState {}

  /** No answer came: looking the order up. */
  record Resolving(ClientOrderId order) implements SessionState {}

  /** The broker has it. */
  record AwaitingFill(ClientOrderId order) implements SessionState {}

  /** The decision of the day is done; {@code close} is market time. */
  record StayingUntilClose(Instant close) implements SessionState {}

  /** Intraday: {@code next} is market time. */
  record BetweenDecisions(int decisions, Instant next) implements SessionState {}

  /** Intraday: the account is halted, or no guard answers; {@code next} is market time. */
  record Halted(String why, Instant next) implements SessionState {}

  /** Intraday: selling what is held before the close. */
  record ClosingOut(Instant close) implements SessionState {}

  /** Over. */
  record Ended(SessionEnd end) implements SessionState {}

  /** The state in words. */
  default String words() {
    return switch (this) {
      case Preflight() -> "preflight";
      case WaitingForOpen(var open) -> "waiting for the open at " + open;
      case Deciding() -> "deciding";
      case Authorising(var intent) -> "asking the guard to " + SessionPlan.words(intent);
      case Executing(var order) -> "sending " + order;
      case Resolving(var order) -> "looking up " + order + ", its answer was lost";
      case AwaitingFill(var order) -> "waiting for the fill of " + order;
      case StayingUntilClose(var close) -> "decided; staying until the close at " + close;
      case BetweenDecisions(var decisions, var next) ->
          "decided " + decisions + (decisions == 1 ? " time" : " times") + "; next at " + next;
      case Halted(var why, var next) ->
          "HALTED, nothing is sent: " + why + "; goes on after a reset, looks again at " + next;
      case ClosingOut(var close) -> "selling what is held before the close at " + close;
      case Ended(var end) -> "ended: " + end;
    };
  }
}
