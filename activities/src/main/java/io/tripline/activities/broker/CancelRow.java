package io.tripline.activities.broker;

/** One row of the answer to cancel-all: the call as a whole says 207 whatever the rows say. */
public record CancelRow(String orderId, int status) {
  /** True where the request for this order was taken. */
  public boolean taken() {
    return status >= 200 && status < 300;
  }
}
