package io.tripline.workflows.fakes;

import io.tripline.workflows.incident.ReviewOrder;
import io.tripline.workflows.incident.Reviews;
import java.util.ArrayList;
import java.util.List;

/** Notes which reviews were asked for. */
public final class FakeReviews implements Reviews {
  private final List<ReviewOrder> orders = new ArrayList<>();

  /** Every order. */
  public synchronized List<ReviewOrder> orders() {
    return List.copyOf(orders);
  }

  @Override
  public synchronized void open(ReviewOrder order) {
    orders.add(order);
  }
}
