package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** D1 to D3 and D9: does the account's own arithmetic hold, and does the breach last? Pure. */
final class AccountChecks {
  private static final BigDecimal TWO_BPS = new BigDecimal("0.0002");
  private static final BigDecimal THREE_BPS = new BigDecimal("0.0003");

  private AccountChecks() {}

  /** Equity is cash plus positions; broken at the reading, or in every one of the later views. */
  static VerdictCheck identity(LossEvidence evidence) {
    String rule = "|equity - (cash + positions)| at most $1 or 2 bps";
    BigDecimal then = decimal(evidence.trip().inputs().get("identityGap"));
    BigDecimal equityThen = decimal(evidence.trip().inputs().get("equity"));
    boolean brokenThen =
        then != null && equityThen != null && then.abs().compareTo(allowed(equityThen)) > 0;
    AccountView latest = evidence.latest();
    if (latest == null) {
      return check(
          "D1",
          "accounting identity",
          brokenThen ? Check.FAIL : Check.UNKNOWN,
          brokenThen ? "off by " + then + " at the reading" : "the account could not be read",
          rule);
    }
    boolean brokenNow =
        evidence.views().stream()
            .allMatch(view ->
                view.gap().amount().abs().compareTo(allowed(view.account().equity().amount())) > 0);
    String figure =
        "off by "
            + latest.gap()
            + " now"
            + (then == null ? "" : ", by " + then.toPlainString() + " at the reading");
    return check(
        "D1",
        "accounting identity",
        brokenThen || brokenNow ? Check.FAIL : Check.PASS,
        figure,
        rule);
  }

  /**
   * The day's orders and its executions tell the same story, and no position began the day short.
   * The opening quantity itself is on nobody's record but the broker's.
   */
  static VerdictCheck fillsAgree(LossEvidence evidence) {
    String title = "position and executions";
    String rule = "filled quantities of orders = executions; opening quantity 0 or more";
    AccountView view = evidence.latest();
    if (!(evidence.fills() instanceof Reading.Seen<List<Fill>> fills)
        || !(evidence.orders() instanceof Reading.Seen<List<Order>> orders)
        || view == null) {
      return check("D2", title, Check.UNKNOWN, "not all could be read", rule);
    }
    Map<String, BigDecimal> byOrder = new TreeMap<>();
    for (Order order : orders.value()) {
      byOrder.merge(order.id(), order.filled().amount(), BigDecimal::add);
    }
    for (Fill fill : fills.value()) {
      // An order of an earlier day may fill today: only orders of the list are compared.
      if (byOrder.containsKey(fill.orderId())) {
        byOrder.merge(fill.orderId(), fill.quantity().amount().negate(), BigDecimal::add);
      }
    }
    List<String> odd = new ArrayList<>();
    byOrder.forEach((id, left) -> {
      if (left.signum() != 0) {
        odd.add("order " + id + " differs by " + left.toPlainString());
      }
    });
    opening(view, fills.value())
        .forEach((symbol, quantity) -> {
          if (quantity.signum() < 0) {
            odd.add(symbol + " would have opened at " + quantity.toPlainString());
          }
        });
    return check(
        "D2",
        title,
        odd.isEmpty() ? Check.PASS : Check.FAIL,
        odd.isEmpty() ? "they agree" : String.join("; ", odd),
        rule);
  }

  /** What marks and executions explain of the profit and loss. */
  static VerdictCheck attribution(LossEvidence evidence) {
    String title = "profit and loss explained";
    String rule = "unexplained at most 3 bps of equity";
    AccountView view = evidence.latest();
    BigDecimal explained = explained(evidence, false);
    if (view == null || explained == null) {
      return check("D3", title, Check.UNKNOWN, "not all could be read", rule);
    }
    // The views were read while the market moved: the one that is explained best counts.
    BigDecimal residual = null;
    for (AccountView each : evidence.views()) {
      BigDecimal mine = explained(evidence, each, false);
      if (mine != null) {
        BigDecimal left = pnl(each).subtract(mine);
        residual = residual == null || left.abs().compareTo(residual.abs()) < 0 ? left : residual;
      }
    }
    BigDecimal at = residual == null ? pnl(view).subtract(explained) : residual;
    BigDecimal allowed = view.account().lastEquity().amount().multiply(THREE_BPS);
    return check(
        "D3",
        title,
        at.abs().compareTo(allowed) <= 0 ? Check.PASS : Check.FAIL,
        "%s of %s unexplained".formatted(dollars(at), dollars(pnl(view))),
        rule);
  }

  /** The loss is still there. */
  static VerdictCheck persists(LossEvidence evidence) {
    String title = "persistence";
    String rule = "still at or beyond " + LossLimits.percent(evidence.limit());
    return switch (evidence.loss()) {
      case Reading.Seen<DailyLoss>(DailyLoss loss, var at) ->
          check(
              "D9",
              title,
              loss.fraction().compareTo(evidence.limit()) >= 0 ? Check.PASS : Check.FAIL,
              LossLimits.percent(loss.fraction()) + " now",
              rule);
      case Reading.Unknown<DailyLoss>(var fault, String reason) ->
          check("D9", title, Check.UNKNOWN, reason, rule);
    };
  }

  /**
   * The day's loss as market prices and executions explain it, without the reported equity; null
   * where something is missing.
   */
  static @Nullable BigDecimal explainedLoss(LossEvidence evidence) {
    AccountView view = evidence.latest();
    BigDecimal explained = explained(evidence, true);
    return view == null || explained == null || view.account().lastEquity().signum() <= 0
        ? null
        : DailyLoss.fractionOf(new Money(explained), view.account().lastEquity());
  }

  private static @Nullable BigDecimal explained(LossEvidence evidence, boolean byMarket) {
    AccountView view = evidence.latest();
    return view == null ? null : explained(evidence, view, byMarket);
  }

  private static @Nullable BigDecimal explained(
      LossEvidence evidence, AccountView view, boolean byMarket) {
    if (!(evidence.fills() instanceof Reading.Seen<List<Fill>> fills)) {
      return null;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Position position : view.positions()) {
      Price price = byMarket ? marketPrice(evidence, position) : position.current();
      if (price == null) {
        return null;
      }
      sum = sum.add(position.quantity().amount().multiply(price.amount()));
    }
    for (Map.Entry<Symbol, BigDecimal> opening : opening(view, fills.value()).entrySet()) {
      if (opening.getValue().signum() != 0) {
        Price reference = reference(evidence, view, opening.getKey());
        if (reference == null) {
          return null;
        }
        sum = sum.subtract(opening.getValue().multiply(reference.amount()));
      }
    }
    for (Fill fill : fills.value()) {
      BigDecimal signed = fill.quantity().amount().multiply(BigDecimal.valueOf(fill.side().sign()));
      sum = sum.subtract(signed.multiply(fill.price().amount()));
    }
    return sum;
  }

  private static Map<Symbol, BigDecimal> opening(AccountView view, List<Fill> fills) {
    Map<Symbol, BigDecimal> opening = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    for (Position position : view.positions()) {
      opening.merge(position.symbol(), position.quantity().amount(), BigDecimal::add);
    }
    for (Fill fill : fills) {
      BigDecimal signed =
          fill.quantity().amount().multiply(BigDecimal.valueOf(-fill.side().sign()));
      opening.merge(fill.symbol(), signed, BigDecimal::add);
    }
    return opening;
  }

  private static @Nullable Price reference(LossEvidence evidence, AccountView view, Symbol symbol) {
    for (Position position : view.positions()) {
      if (position.symbol().equals(symbol)) {
        return position.lastday();
      }
    }
    MarketEvidence market = evidence.market(symbol);
    return market == null ? null : market.previousClose();
  }

  private static @Nullable Price marketPrice(LossEvidence evidence, Position position) {
    MarketEvidence market = evidence.market(position.symbol());
    return market == null || MarketChecks.unfit(market, evidence).isPresent()
        ? null
        : MarketChecks.mid(market);
  }

  private static BigDecimal pnl(AccountView view) {
    return view.account()
        .equity()
        .minus(view.account().lastEquity())
        .minus(view.account().intradayAdjustments())
        .amount();
  }

  private static BigDecimal allowed(BigDecimal equity) {
    return equity.abs().multiply(TWO_BPS).max(BigDecimal.ONE);
  }

  private static @Nullable BigDecimal decimal(@Nullable String text) {
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String dollars(BigDecimal amount) {
    return "$" + amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static VerdictCheck check(
      String id, String title, Check check, String figure, String rule) {
    return new VerdictCheck(id, title, check, figure, rule);
  }
}
