package io.tripline.activities.broker;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Broker.OrderSubmission;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** Sends one order with at most one POST and says what became of it. */
final class OrderDesk {
  /** With less than this left of its permit, an order is not sent. */
  private static final Duration LEAST_LEFT = Duration.ofMillis(500);

  /** Half of that: a host that lags more would stretch the permit's life unseen. */
  private static final Duration MOST_LAG = Duration.ofMillis(250);

  private final AlpacaHttp http;
  private final InstantSource clock;

  OrderDesk(AlpacaHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
  }

  /** {@code scheduledAt}: when Temporal's server scheduled this attempt, by the server's clock. */
  Submission submit(OrderSubmission order, Instant scheduledAt) {
    Instant now = clock.instant();
    if (now.isBefore(scheduledAt.minus(MOST_LAG))) {
      return new Submission.Refused(
          Fault.PERMIT_EXPIRED,
          "this host's clock is "
              + Duration.between(now, scheduledAt).toMillis()
              + " ms behind the server's");
    }
    Duration left = Duration.between(now, order.expiresAt()).minus(LEAST_LEFT);
    if (left.isNegative()) {
      return new Submission.Refused(
          Fault.PERMIT_EXPIRED, "the permit ends at " + order.expiresAt() + ", it is " + now);
    }
    NewOrder wanted;
    try {
      wanted = NewOrder.of(order.clientOrderId(), order.intent());
    } catch (IllegalArgumentException e) {
      return new Submission.Refused(Fault.REFUSED, String.valueOf(e.getMessage()));
    }
    return outcome(order, http.submit(wanted, left));
  }

  private Submission outcome(OrderSubmission order, Answer<Order> answer) {
    return switch (answer) {
      case Answer.Done<Order>(Order made, String requestId) -> new Submission.Accepted(made);
      case Answer.NoAnswer<Order>(String detail) -> new Submission.Unknown(detail);
      case Answer.Failed<Order> failed when failed.mayHaveBeenTaken() ->
          new Submission.Unknown(failed.detail());
      case Answer.Failed<Order> failed when failed.extras().status() == 422 ->
          compared(order, failed);
      case Answer.Failed<Order> failed when failed.fault() == Fault.REFUSED ->
          new Submission.Refused(explained(), failed.detail());
      case Answer.Failed<Order>(Fault fault, String detail, Answer.Extras extras) ->
          new Submission.Refused(fault, detail);
    };
  }

  /**
   * A 422 may mean that the id was used before: then an order of that id is there, whatever the
   * sentence says. It counts as ours only if it is the order that was meant.
   */
  private Submission compared(OrderSubmission order, Answer.Failed<Order> refusal) {
    boolean duplicate = refusal.fault() == Fault.DUPLICATE_ORDER_ID;
    Answer<Optional<Order>> look = http.orderByClientId(order.clientOrderId());
    if (look instanceof Answer.Done<Optional<Order>> done && done.value().isPresent()) {
      Order there = done.value().get();
      return same(there, order.intent())
          ? new Submission.Accepted(there)
          : new Submission.Refused(
              Fault.DUPLICATE_ORDER_ID,
              "another order lives under this id: "
                  + there.side()
                  + " "
                  + there.quantity()
                  + " "
                  + there.symbol());
    }
    return duplicate
        ? new Submission.Unknown(
            "the id was used before, but the order can't be seen: " + refusal.detail())
        : new Submission.Refused(refusal.fault(), refusal.detail());
  }

  private static boolean same(Order there, OrderIntent intent) {
    return there.symbol().equals(intent.symbol())
        && there.side() == intent.side()
        && Objects.equals(there.quantity(), intent.quantity())
        && Objects.equals(there.limit(), intent.limit());
  }

  /** A refusal without a reason of its own: the account's flags may tell it, not the sentence. */
  private Fault explained() {
    if (http.account() instanceof Answer.Done<Account>(Account account, String requestId)) {
      if (account.suspendedByUser()) {
        return Fault.HALTED_AT_BROKER;
      }
      if (account.accountBlocked()
          || account.tradingBlocked()
          || !account.status().equals("ACTIVE")) {
        return Fault.ACCOUNT_RESTRICTED;
      }
    }
    return Fault.REFUSED;
  }
}
