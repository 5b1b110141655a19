package io.tripline.workflows.session;

import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Carries a decision out as its style says: a limit order that was cancelled for want of a fill is
 * priced anew, each time under a permit of its own. An entry is given up in the end; an exit goes
 * at the market in the end. Only for workflow threads.
 */
final class Chase {
  private final SessionParts parts;
  private final Execution execution;
  private final SessionPolicy how;

  /** {@code how}: size, style and patience as they stand. */
  Chase(SessionParts parts, Execution execution, SessionPolicy how) {
    this.parts = parts;
    this.execution = execution;
    this.how = how;
  }

  /** Throws the failure of a fault when something can't be read. */
  Execution.Done carryOut(Decision first) {
    Execution.Done done = execution.carryOut(first);
    Quantity wanted = first.intent().quantity();
    Quantity filled = filled(done);
    for (int again = 1; unfilled(done); again++) {
      String number = again + " of " + how.executing().requotes();
      if (again > how.executing().requotes()) {
        if (first.intent().entry()) {
          return givenUp(done, filled, wanted, "it was priced anew often enough");
        }
        number = "the last time, at the market";
      }
      AccountSnapshot now = parts.snapshot();
      Quote quote = parts.quoteOf(now);
      Quantity rest = wanted.minus(filled);
      Price limit = limit(first, quote, again);
      String refusal = first.intent().entry() ? entryRefusal(first, now, quote, limit) : "";
      if (!refusal.isEmpty()) {
        return givenUp(done, filled, wanted, refusal);
      }
      OrderIntent intent =
          new OrderIntent(
              first.intent().symbol(), first.intent().side(), rest, limit, first.intent().entry());
      String why = "priced anew, " + number + ": " + SessionPlan.words(intent);
      done =
          execution.carryOut(
              new Decision(intent, why, first.price(), quote, now.clock().now(), true));
      filled = filled.plus(filled(done));
      if (limit == null) {
        return done;
      }
    }
    return done;
  }

  /** Null: at the market. */
  private @Nullable Price limit(Decision first, @Nullable Quote quote, int again) {
    boolean priced = quote != null && quote.usable() && again <= how.executing().requotes();
    return quote != null && priced
        ? LimitPrice.of(first.intent().side(), quote, how.executing().offsetBps())
        : null;
  }

  /** Why the rest of an entry is not sent; empty when it may be. */
  private String entryRefusal(
      Decision first, AccountSnapshot now, @Nullable Quote quote, @Nullable Price limit) {
    Instant cutoff = parts.hours().close().minus(how.entryCutoff());
    Quote before = first.quote();
    if (!now.clock().now().isBefore(cutoff)) {
      return "no entry after " + cutoff + ", the cut-off";
    }
    if (quote == null || limit == null || before == null) {
      return "no usable quote";
    }
    if (Duration.between(quote.at(), now.clock().now()).compareTo(Policies.SIZING_QUOTE_AGE) > 0) {
      return "the quote is old";
    }
    return limit.compareTo(before.mid()) > 0
            && LimitPrice.distance(before.mid(), limit).compareTo(ExecutionPolicy.COLLAR_BPS) > 0
        ? limit + " is more than 50 bps above the mid of the decision, " + before.mid()
        : "";
  }

  private Execution.Done givenUp(
      Execution.Done last, Quantity filled, Quantity wanted, String why) {
    String detail =
        filled + " of " + wanted + " " + how.symbol() + " filled, the rest is given up: " + why;
    parts.sheet().line(detail);
    return new Execution.Done(
        new SessionPass.Result(
            filled.signum() > 0 ? SessionEnd.TRADED : SessionEnd.DROPPED, detail),
        last.order());
  }

  /** True for a limit order that ended by a cancel with something left. */
  private boolean unfilled(Execution.Done done) {
    Order order = done.order();
    return order != null
        && order.limit() != null
        && order.status() == OrderStatus.CANCELED
        && order.quantity() != null
        && order.filled().compareTo(order.quantity()) < 0
        && !parts.stopped().getAsBoolean();
  }

  private static Quantity filled(Execution.Done done) {
    Order order = done.order();
    return order == null ? Quantity.ZERO : order.filled();
  }
}
