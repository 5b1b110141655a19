package io.tripline.activities.broker;

/** How the broker took a cancel. Neither means that the order is canceled: read it again. */
public enum CancelAnswer {
  /** 204: the request was taken; a fill may still win. */
  REQUESTED,
  /** 422: not in a state to be canceled, mostly because it has ended. */
  NOT_CANCELABLE
}
