package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.slippage.FillSample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confirms one costly fill: the quotes can be believed now (D4 to D7), the minutes round the order
 * traded where its arrival price stood, and the executions say the same price as the order. Pure.
 */
public final class SlippageJudge {
  private static final double MOST_APART_BPS = 20;
  private static final double SAME_PRICE_BPS = 1;
  private static final Duration AROUND = Duration.ofMinutes(2);

  private SlippageJudge() {}

  /** Judges by the market of what was filled: what else is held may be as thin as it likes. */
  public static SlippageJudgement judge(LossEvidence all, FillSample fill) {
    LossEvidence evidence = all.of(fill.symbol());
    return SlippageJudgement.of(
        List.of(
            MarketChecks.fresh(evidence),
            MarketChecks.sane(evidence),
            MarketChecks.noSpike(evidence),
            MarketChecks.secondSource(evidence),
            arrival(evidence, fill),
            executions(evidence, fill)));
  }

  /** The market traded at the arrival price in the minutes round the order. */
  static VerdictCheck arrival(LossEvidence evidence, FillSample fill) {
    String title = "arrival price";
    String rule = "within 20 bps of the minute bars round the order";
    Price arrival = fill.arrival();
    MarketEvidence market = evidence.market(fill.symbol());
    List<Bar> near =
        market == null
            ? List.of()
            : market.minuteBars().stream().filter(bar -> near(bar, fill)).toList();
    if (arrival == null || near.isEmpty()) {
      return new VerdictCheck("S1", title, Check.UNKNOWN, "no bars of those minutes", rule);
    }
    double away =
        near.stream().mapToDouble(bar -> outside(arrival, bar)).min().orElse(Double.MAX_VALUE);
    return new VerdictCheck(
        "S1",
        title,
        away <= MOST_APART_BPS ? Check.PASS : Check.FAIL,
        "%s, %.1f bps away from the bars".formatted(arrival, away),
        rule);
  }

  /** What the account booked for the order is what the order says that it paid. */
  static VerdictCheck executions(LossEvidence evidence, FillSample fill) {
    String title = "executions";
    String rule = "average price of the order's executions = the order's";
    if (!(evidence.fills() instanceof Reading.Seen<List<Fill>> fills)
        || !(evidence.orders() instanceof Reading.Seen<List<Order>> orders)) {
      return new VerdictCheck("S2", title, Check.UNKNOWN, "they could not be read", rule);
    }
    Price booked = booked(fills.value(), orders.value(), fill);
    if (booked == null) {
      return new VerdictCheck("S2", title, Check.UNKNOWN, "none of this order yet", rule);
    }
    double apart = bps(booked, fill.fill());
    return new VerdictCheck(
        "S2",
        title,
        apart <= SAME_PRICE_BPS ? Check.PASS : Check.FAIL,
        "booked at %s, the order says %s".formatted(booked, fill.fill()),
        rule);
  }

  private static @Nullable Price booked(List<Fill> fills, List<Order> orders, FillSample sample) {
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    for (Order order : orders) {
      if (order.clientOrderId().equals(sample.order())) {
        for (Fill fill : fills) {
          if (fill.orderId().equals(order.id())) {
            quantity = quantity.add(fill.quantity().amount());
            value = value.add(fill.quantity().amount().multiply(fill.price().amount()));
          }
        }
      }
    }
    return quantity.signum() == 0
        ? null
        : new Price(value.divide(quantity, 6, RoundingMode.HALF_EVEN));
  }

  private static boolean near(Bar bar, FillSample fill) {
    return Duration.between(bar.at(), fill.marketAt()).abs().compareTo(AROUND) <= 0;
  }

  private static double outside(Price price, Bar bar) {
    if (price.compareTo(bar.high()) > 0) {
      return bps(price, bar.high());
    }
    return price.compareTo(bar.low()) < 0 ? bps(price, bar.low()) : 0;
  }

  private static double bps(Price a, Price b) {
    return b.signum() == 0
        ? Double.MAX_VALUE
        : a.amount()
                .subtract(b.amount())
                .abs()
                .divide(b.amount(), 10, RoundingMode.HALF_UP)
                .doubleValue()
            * 10_000;
  }
}
