package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The single calls that {@link PolledFlattenSteps} is made of: one method, one request, no retry of
 * its own. A call that failed is {@link Reading.Unknown}, never an empty list.
 */
public interface FlattenDesk {
  /** The account. */
  Reading<Account> account(AccountName account);

  /** All positions of the account. */
  Reading<List<Position>> positions(AccountName account);

  /** All orders that are not terminal, and held legs of orders since an instant of market time. */
  Reading<List<Order>> openOrders(AccountName account, Instant since);

  /** All executions since an instant of market time. */
  Reading<List<Fill>> fills(AccountName account, Instant since);

  /** The clock. */
  Reading<MarketClock> clock(AccountName account);

  /** The latest quotes. */
  Reading<List<Quote>> quotes(AccountName account, List<Symbol> symbols);

  /** An order by the client order id. */
  Reading<Lookup> lookUp(AccountName account, ClientOrderId id);

  /** An order by the broker's id. */
  Reading<Lookup> order(AccountName account, String orderId);

  /** Sends a market day order as {@code sell_to_close}, once. */
  Submission sell(ClosingOrder order);

  /** Requests a cancel; what came of it shows only in later reads. */
  void cancel(AccountName account, String orderId);

  /**
   * Asks the broker to take {@code suspend_trade} off; what came of it shows in {@link #account}.
   */
  void clearSuspend(AccountName account);

  /** Wall time. */
  Instant now();

  /** Lets wall time pass, and tells Temporal that the step lives; throws when it was cancelled. */
  void pause(Duration duration);
}
