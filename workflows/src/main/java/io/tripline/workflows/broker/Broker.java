package io.tripline.workflows.broker;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads and writes at the broker. Reads fail with a {@link io.tripline.workflows.fault.Fault} and
 * may be retried; {@link #submit} is called with one attempt only.
 */
@ActivityInterface(namePrefix = "Broker")
public interface Broker {
  /** Clock and calendar. */
  MarketNow market(AccountName account);

  /** Everything about the account at one moment. */
  AccountSnapshot snapshot(SnapshotRequest request);

  /** The last complete daily bars before today, ascending; fewer if the broker has fewer. */
  DailyBars dailyBars(DailyBarsRequest request);

  /**
   * Sends one order under a permit, once. Refuses by itself, with {@code PERMIT_EXPIRED}, when less
   * than half a second of the permit is left or the host's clock lags the server's.
   */
  Submission submit(OrderSubmission order);

  /** Asks by client order id. */
  Lookup lookUp(OrderQuery query);

  /** Polls until the order is terminal or {@code patience} (wall time) is over; heartbeats. */
  FillOutcome awaitFill(AwaitFill request);

  /** Requests the cancel of one order; true if the broker took it or the order had ended. */
  boolean cancel(CancelOrder request);

  /** All orders and fills since an instant. */
  DayOrders ordersSince(OrdersSince request);

  /** Which account to read, and the symbols whose quotes are wanted beside the positions'. */
  record SnapshotRequest(AccountName account, List<Symbol> symbols) {}

  /** How many daily bars. */
  record DailyBarsRequest(AccountName account, Symbol symbol, int count) {}

  /** Complete daily bars, ascending. */
  record DailyBars(List<Bar> bars) {}

  /**
   * An order with the id it goes under.
   *
   * @param expiresAt wall time after which it must not be sent
   */
  record OrderSubmission(
      AccountName account, ClientOrderId clientOrderId, OrderIntent intent, Instant expiresAt) {}

  /** A client order id at an account. */
  record OrderQuery(AccountName account, ClientOrderId clientOrderId) {}

  /** How long to wait for an order's end. */
  record AwaitFill(AccountName account, ClientOrderId clientOrderId, Duration patience) {}

  /** An order by the broker's id. */
  record CancelOrder(AccountName account, String orderId) {}

  /** From when. */
  record OrdersSince(AccountName account, Instant since) {}

  /** Orders of any status, and executions, ascending. */
  record DayOrders(List<Order> orders, List<Fill> fills) {}
}
