package io.tripline.workflows.session;

import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.killswitch.Ladder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to send, or why nothing: long or flat, whole shares, no margin, no short. It enters when
 * nothing is held and leaves with everything that is available; it does not rebalance a holding.
 */
sealed interface SessionPlan {
  /** One order, at the market or with a limit, as the policy's style says. */
  record Send(OrderIntent intent, String why) implements SessionPlan {}

  /** Nothing to send. */
  record Nothing(SessionEnd end, String why) implements SessionPlan {}

  /**
   * What the plan is made of.
   *
   * @param quote the latest quote of the policy's symbol; null when there is none
   * @param marketNow market time of the reading
   * @param close the session's close, market time
   */
  record Situation(
      SessionPolicy policy,
      Strategy.Target target,
      Ladder ladder,
      Account account,
      List<Position> positions,
      @Nullable Quote quote,
      Instant marketNow,
      Instant close) {
    /** The holding in the policy's symbol. */
    Optional<Position> held() {
      return positions.stream().filter(p -> p.symbol().equals(policy.symbol())).findFirst();
    }
  }

  /** Decides. */
  static SessionPlan of(Situation at) {
    Optional<Position> held = at.held();
    if (held.isPresent() && held.get().quantity().signum() < 0) {
      return new Nothing(
          SessionEnd.DROPPED,
          "the account is short "
              + held.get().quantity()
              + " "
              + at.policy().symbol()
              + ": buying back is a person's decision");
    }
    boolean wanted = at.target().exposure().signum() > 0;
    if (held.isPresent() && held.get().quantity().signum() > 0) {
      return wanted
          ? new Nothing(
              SessionEnd.NOTHING_TO_DO,
              "holds " + held.get().quantity() + " " + at.policy().symbol() + " as wanted")
          : exit(at, held.get());
    }
    return wanted
        ? entry(at)
        : new Nothing(SessionEnd.NOTHING_TO_DO, "flat in " + at.policy().symbol() + " as wanted");
  }

  /** An order as people read it. */
  static String words(OrderIntent intent) {
    return (intent.side() == Side.BUY ? "buy " : "sell ")
        + intent.quantity()
        + " "
        + intent.symbol()
        + (intent.limit() == null ? "" : " at " + intent.limit() + " or better");
  }

  private static SessionPlan exit(Situation at, Position held) {
    if (held.available().signum() <= 0) {
      return new Nothing(
          SessionEnd.DROPPED,
          "open orders hold all " + held.quantity() + " " + held.symbol() + ": nothing to sell");
    }
    OrderIntent intent =
        new OrderIntent(
            held.symbol(), Side.SELL, held.available(), limit(Side.SELL, at, at.quote()), false);
    return new Send(intent, "leave " + held.symbol() + ": " + words(intent));
  }

  private static SessionPlan entry(Situation at) {
    Instant cutoff = at.close().minus(at.policy().entryCutoff());
    if (!at.marketNow().isBefore(cutoff)) {
      return new Nothing(SessionEnd.DROPPED, "no entry after " + cutoff + ", the cut-off");
    }
    Quote quote = at.quote();
    if (quote == null || !quote.usable()) {
      return new Nothing(SessionEnd.DROPPED, "no usable quote of " + at.policy().symbol());
    }
    Duration age = Duration.between(quote.at(), at.marketNow());
    if (age.compareTo(Policies.SIZING_QUOTE_AGE) > 0) {
      return new Nothing(
          SessionEnd.DROPPED,
          "the quote of " + at.policy().symbol() + " is " + age.toSeconds() + " s old");
    }
    BigDecimal budget = budget(at);
    Price limit = limit(Side.BUY, at, quote);
    Price dearest = limit != null && limit.compareTo(quote.ask()) > 0 ? limit : quote.ask();
    Quantity shares = shares(at, budget, dearest);
    if (shares.signum() <= 0) {
      return new Nothing(
          SessionEnd.NOTHING_TO_DO,
          "$"
              + budget.setScale(2, RoundingMode.DOWN).toPlainString()
              + " buys no whole share at "
              + dearest);
    }
    OrderIntent intent = new OrderIntent(at.policy().symbol(), Side.BUY, shares, limit, true);
    return new Send(
        intent,
        words(intent)
            + " at about "
            + quote.ask()
            + (halved(at.ladder())
                ? ", half size " + (at.ladder() == Ladder.PROBATION ? "in probation" : "in doubt")
                : ""));
  }

  /** Null for a market order; an exit without a usable quote goes at the market, too. */
  private static @Nullable Price limit(Side side, Situation at, @Nullable Quote quote) {
    ExecutionPolicy how = at.policy().executing();
    return switch (how.style()) {
      case MARKET -> null;
      case LIMIT ->
          quote == null || !quote.usable() ? null : LimitPrice.of(side, quote, how.offsetBps());
    };
  }

  /**
   * Never more than exposure × equity over all holdings, never more than the cash, and never more
   * than the cap in dollars.
   */
  private static BigDecimal budget(Situation at) {
    BigDecimal allowed = at.account().equity().amount().multiply(at.policy().exposure());
    BigDecimal elsewhere =
        at.positions().stream()
            .map(p -> p.marketValue().amount().abs())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal wanted = allowed.multiply(at.target().exposure());
    if (halved(at.ladder())) {
      wanted = wanted.multiply(Policies.PROBATION_FACTOR);
    }
    Money cap = at.policy().executing().maxNotional();
    return (cap == null ? wanted : wanted.min(cap.amount()))
        .min(allowed.subtract(elsewhere))
        .min(at.account().cash().amount())
        .max(BigDecimal.ZERO);
  }

  /** A block hides probation, and may end before the order is permitted. */
  private static boolean halved(Ladder ladder) {
    return ladder != Ladder.ACTIVE;
  }

  private static Quantity shares(Situation at, BigDecimal budget, Price dearest) {
    BigDecimal dear = dearest.amount().multiply(BigDecimal.ONE.add(Policies.SIZING_MARGIN));
    BigDecimal affordable = budget.divide(dear, 0, RoundingMode.DOWN);
    Quantity cap = at.policy().executing().maxShares();
    return new Quantity(
        cap == null ? affordable : affordable.min(cap.amount().setScale(0, RoundingMode.DOWN)));
  }
}
