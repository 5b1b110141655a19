package io.tripline.workflows.session;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.slippage.FillSample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one fill against the decision and against the arrival, in basis points; positive is
 * cost (risk.md section 6.1). Without a fresh quote at submission the sample is unusable, not zero.
 *
 * @param delay decision → arrival; null when unusable
 * @param execution arrival → fill; null when unusable
 * @param halfSpread half the spread over the mid at arrival; null when unusable
 * @param unusable why; empty when usable
 */
record Slippage(
    Price decision,
    @Nullable Price arrival,
    Price fill,
    @Nullable BigDecimal delay,
    @Nullable BigDecimal execution,
    @Nullable BigDecimal halfSpread,
    String unusable) {
  /** A quote older than this at submission is no arrival price. */
  static final Duration QUOTE_AGE = Duration.ofSeconds(5);

  private static final BigDecimal BPS = BigDecimal.valueOf(10_000);

  /**
   * Measures a fill.
   *
   * @param decision the price that the strategy used
   * @param quote the last quote before submission, if any
   * @param submittedAt market time of the submission
   */
  static Slippage of(
      Side side, Price decision, @Nullable Quote quote, Instant submittedAt, Price fill) {
    if (quote == null || !quote.usable()) {
      return unusable(decision, fill, "no usable quote at submission");
    }
    Duration age = Duration.between(quote.at(), submittedAt).abs();
    if (age.compareTo(QUOTE_AGE) > 0) {
      return unusable(decision, fill, "the quote was " + age.toMillis() + " ms old at submission");
    }
    if (decision.signum() <= 0) {
      return unusable(decision, fill, "no decision price");
    }
    Price arrival = quote.mid();
    BigDecimal spread = quote.ask().amount().subtract(quote.bid().amount());
    return new Slippage(
        decision,
        arrival,
        fill,
        bps(side, decision, arrival),
        bps(side, arrival, fill),
        spread
            .multiply(new BigDecimal("0.5"))
            .multiply(BPS)
            .divide(arrival.amount(), 3, RoundingMode.HALF_EVEN),
        "");
  }

  private static Slippage unusable(Price decision, Price fill, String why) {
    return new Slippage(decision, null, fill, null, null, null, why);
  }

  /** side × (to − from) / from × 10 000. */
  static BigDecimal bps(Side side, Price from, Price to) {
    return to.amount()
        .subtract(from.amount())
        .multiply(BigDecimal.valueOf(side.sign()))
        .multiply(BPS)
        .divide(from.amount(), 3, RoundingMode.HALF_EVEN);
  }

  /** What the guard's slippage switch is told of it. */
  FillSample sample(Order order) {
    return new FillSample(
        order.clientOrderId(),
        order.symbol(),
        order.side(),
        order.filled(),
        arrival,
        fill,
        delay,
        execution,
        halfSpread,
        unusable,
        order.submittedAt());
  }

  /** The figures for the journal. */
  Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("usable", String.valueOf(unusable.isEmpty()));
    if (!unusable.isEmpty()) {
      data.put("why", unusable);
    }
    data.put("decisionPrice", decision.text());
    data.put("fillPrice", fill.text());
    if (arrival != null) {
      data.put("arrivalMid", arrival.text());
    }
    put(data, "delayBps", delay);
    put(data, "executionBps", execution);
    put(data, "halfSpreadBps", halfSpread);
    return data;
  }

  /** One line for people. */
  String words() {
    return execution == null || delay == null
        ? "slippage unusable: " + unusable
        : "slippage: execution "
            + execution.toPlainString()
            + " bps, delay "
            + delay.toPlainString()
            + " bps";
  }

  private static void put(Map<String, String> data, String key, @Nullable BigDecimal value) {
    if (value != null) {
      data.put(key, value.toPlainString());
    }
  }
}
