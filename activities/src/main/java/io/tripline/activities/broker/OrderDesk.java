package io.tripline.activities.broker;

import io.tripline.workflows.broker.Broker.OrderSubmission;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

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
    ArrivalQuote quote = ArrivalQuote.of(http, order.intent().symbol());
    Submission submission =
        new Refusals(http)
            .outcome(
                order.clientOrderId(),
                there -> same(there, order.intent()),
                http.submit(wanted, left));
    return submission instanceof Submission.Accepted(Order there, var none)
        ? new Submission.Accepted(there, quote.get())
        : submission;
  }

  private static boolean same(Order there, OrderIntent intent) {
    return there.symbol().equals(intent.symbol())
        && there.side() == intent.side()
        && Objects.equals(there.quantity(), intent.quantity())
        && Objects.equals(there.limit(), intent.limit());
  }
}
