package io.tripline.workflows.session;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.fault.Fault;

/** What became of an order that was sent, or may have been. */
sealed interface SendOutcome {
  /** The order is terminal; it may have filled in part or not at all. */
  record Ended(Order order) implements SendOutcome {}

  /** It rests even after a cancel was asked for. */
  record Resting(Order order) implements SendOutcome {}

  /** The broker has no order of it. */
  record Refused(Fault fault, String detail) implements SendOutcome {}

  /** No answer, and nothing under its id for longer than it could have travelled. */
  record Absent(String detail) implements SendOutcome {}

  /** No answer, and the broker can't be asked either, or its end can't be seen. */
  record Unresolved(String detail) implements SendOutcome {}
}
