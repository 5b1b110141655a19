package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Reading;
import java.time.Instant;
import java.util.List;

/**
 * The calls of a flatten without Temporal. It has no memory of what was sent before it started, so
 * it reads the day's orders.
 */
public interface DirectDesk extends FlattenDesk {
  /** Orders of any status submitted since an instant of market time. */
  Reading<List<Order>> orders(AccountName account, Instant since);
}
