package io.tripline.workflows.review;

/** Where a review stands. */
public enum ReviewState {
  /** People are to say what they found, and to sign. */
  OPEN,
  /** The responder signed; another person of the roster must sign, too. */
  PARTLY_SIGNED,
  /** Signed; its report is being written. */
  SIGNED,
  /** The incident is closed; action items are still open. */
  CLOSED,
  /** Closed, and every action item is done. */
  DONE
}
