package io.tripline.workflows.broker;

/** Alpaca's order statuses; one that we do not know is UNKNOWN and never counts as terminal. */
public enum OrderStatus {
  NEW,
  PARTIALLY_FILLED,
  FILLED,
  DONE_FOR_DAY,
  CANCELED,
  EXPIRED,
  REPLACED,
  PENDING_CANCEL,
  PENDING_REPLACE,
  ACCEPTED,
  PENDING_NEW,
  ACCEPTED_FOR_BIDDING,
  STOPPED,
  REJECTED,
  SUSPENDED,
  CALCULATED,
  HELD,
  PENDING_REVIEW,
  UNKNOWN;

  /** True once the order can't fill any more. A replaced order lives on in its successor. */
  public boolean terminal() {
    return switch (this) {
      case FILLED, CANCELED, EXPIRED, REPLACED, REJECTED -> true;
      case NEW,
          PARTIALLY_FILLED,
          DONE_FOR_DAY,
          PENDING_CANCEL,
          PENDING_REPLACE,
          ACCEPTED,
          PENDING_NEW,
          ACCEPTED_FOR_BIDDING,
          STOPPED,
          SUSPENDED,
          CALCULATED,
          HELD,
          PENDING_REVIEW,
          UNKNOWN ->
          false;
    };
  }
}
