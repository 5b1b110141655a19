package io.tripline.workflows.flatten;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@code Flatten} at the broker. Each may be repeated: it reads before it writes, and
 * a retry reads the broker anew. Those that poll heartbeat. What is expected to go wrong is an
 * outcome; only {@link #clock} fails with a {@link io.tripline.workflows.fault.Fault}.
 */
@ActivityInterface(namePrefix = "FlattenSteps")
public interface FlattenSteps {
  /** The broker's clock. */
  MarketClock clock(ClockRequest request);

  /** Looks up what became of permits that can no longer be used. */
  Settled settle(SettleRequest request);

  /** The first reading, kept as evidence, with quotes. */
  ReadOutcome snapshot(ReadRequest request);

  /** Requests cancels of what it reads; nothing outside the scope is touched. */
  CancelOutcome cancelOrders(CancelRequest request);

  /** Polls until each order is terminal, following replaced ones to their successors. */
  CancelWait awaitCancels(AwaitCancels request);

  /** Polls until a reading agrees with what is expected, or the patience is over. */
  ReadOutcome read(ReadRequest request);

  /** Sends one closing order, once. */
  Submission submit(ClosingOrder order);

  /** Polls the look-up of an id until it is found, or empty for at least 10 s. */
  Resolution resolve(ResolveRequest request);

  /** Polls until the order is terminal. */
  FillWait awaitFill(AwaitClosing request);

  /** Polls until flat is proven, or refuted. */
  Verification verify(VerifyRequest request);

  /** Polls slowly until the account looks other than before. */
  Reconciliation reconcile(ReconcileRequest request);

  /** Whose clock. */
  record ClockRequest(AccountName account) {}

  /** Which permits' orders. */
  record SettleRequest(AccountName account, List<ClientOrderId> ids) {}

  /**
   * What became of permits.
   *
   * @param found orders that exist, live or ended
   * @param unknown ids that could not be looked up
   */
  record Settled(List<Order> found, List<ClientOrderId> unknown, Instant at) {}

  /**
   * What to read.
   *
   * @param since market time from which executions count; null: since New York's midnight
   * @param patience wall time to wait for agreement
   */
  record ReadRequest(
      AccountName account,
      Scope scope,
      @Nullable Instant since,
      List<Expectation> expected,
      List<KnownFill> known,
      Duration patience) {
    /** A request of before named no known executions; reading none at all would be worse. */
    public ReadRequest {
      expected = List.copyOf(expected);
      known = known == null ? List.of() : List.copyOf(known);
    }
  }

  /**
   * What to cancel.
   *
   * @param also broker ids to cancel besides, such as a permit's order that was looked up
   * @param own closing orders that shall not be adopted but cancelled
   * @param clearSuspend true where a {@code suspend_trade} that shows is the guard's own: it is
   *     cleared first and read back
   */
  record CancelRequest(
      AccountName account,
      Scope scope,
      Which which,
      List<String> also,
      List<ClientOrderId> own,
      boolean clearSuspend) {
    /** Clears no flag. */
    public CancelRequest(
        AccountName account, Scope scope, Which which, List<String> also, List<ClientOrderId> own) {
      this(account, scope, which, also, own, false);
    }
  }

  /** Which open orders of the scope to cancel. */
  enum Which {
    /** All but live closing orders. */
    ALL,
    /** Only those that could raise exposure: the market is closed, exits and stops stay. */
    RAISING
  }

  /** Which orders, by the broker's ids, to wait for. */
  record AwaitCancels(AccountName account, List<String> orders, Duration patience) {}

  /** Which id. */
  record ResolveRequest(AccountName account, ClientOrderId id, Duration patience) {}

  /** Which closing order. */
  record AwaitClosing(AccountName account, ClientOrderId id, Duration patience) {}

  /**
   * What to prove.
   *
   * @param ids permits and closing orders that must be absent or terminal
   */
  record VerifyRequest(
      AccountName account,
      Scope scope,
      Instant since,
      List<Expectation> expected,
      List<KnownFill> known,
      List<ClientOrderId> ids,
      Duration patience) {
    /** A request of before named no known executions; reading none at all would be worse. */
    public VerifyRequest {
      expected = List.copyOf(expected);
      known = known == null ? List.of() : List.copyOf(known);
      ids = List.copyOf(ids);
    }
  }

  /** From which look on. */
  record ReconcileRequest(
      AccountName account,
      Scope scope,
      @Nullable Instant since,
      String fingerprint,
      Duration patience) {}
}
