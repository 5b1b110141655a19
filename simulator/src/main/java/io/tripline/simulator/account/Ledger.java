package io.tripline.simulator.account;

import static io.tripline.simulator.clock.MarketDay.NEW_YORK;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cash, positions and their history in exact decimals. The law: cash = starting cash + cash flows −
 * signed quantity × price of every fill. Not thread-safe: the owner guards it.
 *
 * <p>{@code last_equity} is the equity at the close of the previous trading day (Alpaca's Account
 * schema). It is measured at the close and shown from the following New York midnight on, so that
 * {@code balance_asof} is always the trading day before today's New York date.
 */
public final class Ledger {
  private static final DateTimeFormatter ID_PREFIX =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");

  private final BigDecimal startingCash;
  private BigDecimal cash;
  private Map<String, Position> positions = new LinkedHashMap<>();
  private List<Activity> activities = new ArrayList<>();
  private BigDecimal lastEquity;
  private LocalDate balanceAsOf;
  private BigDecimal adjustments = BigDecimal.ZERO;
  private @Nullable BigDecimal closeEquity;
  private @Nullable LocalDate closeDate;
  private BigDecimal adjustmentsSinceClose = BigDecimal.ZERO;

  /** A new account with cash only, as if it had held it at the close of {@code balanceAsOf}. */
  @JsonCreator
  public Ledger(
      @JsonProperty("startingCash") BigDecimal startingCash,
      @JsonProperty("balanceAsOf") LocalDate balanceAsOf) {
    this.startingCash = startingCash;
    this.cash = startingCash;
    this.lastEquity = startingCash;
    this.balanceAsOf = balanceAsOf;
  }

  /** Dollars of cash; negative on margin. */
  public BigDecimal cash() {
    return cash;
  }

  /** Dollars at the very start. */
  public BigDecimal startingCash() {
    return startingCash;
  }

  /** Equity at the close of {@link #balanceAsOf()}. */
  public BigDecimal lastEquity() {
    return lastEquity;
  }

  /** New York date of the close at which {@link #lastEquity()} was measured. */
  public LocalDate balanceAsOf() {
    return balanceAsOf;
  }

  /** Deposits less withdrawals since the close of {@link #balanceAsOf()}. */
  public BigDecimal intradayAdjustments() {
    return adjustments;
  }

  /** Open positions, in the order in which they were opened. */
  public List<Position> positions() {
    return List.copyOf(positions.values());
  }

  /** The position in a symbol, or empty when flat. */
  public Optional<Position> position(String symbol) {
    return Optional.ofNullable(positions.get(symbol));
  }

  /** Shares held of a symbol: negative when short, zero when flat. */
  public BigDecimal quantity(String symbol) {
    return position(symbol).map(Position::quantity).orElse(BigDecimal.ZERO);
  }

  /** All activities, oldest first. */
  public List<Activity> activities() {
    return List.copyOf(activities);
  }

  /** Cash plus the value of all positions at the given prices. */
  public BigDecimal equity(Function<String, BigDecimal> prices) {
    return positions.values().stream()
        .map(position -> position.valueAt(prices.apply(position.symbol())))
        .reduce(cash, BigDecimal::add);
  }

  /** Books one execution and returns its row. */
  public Activity.Fill fill(
      Instant at,
      String orderId,
      String symbol,
      Side side,
      BigDecimal quantity,
      BigDecimal price,
      BigDecimal cumulative,
      BigDecimal leaves) {
    BigDecimal signed = side.signed(quantity);
    cash = cash.subtract(signed.multiply(price));
    Position position = positions.get(symbol);
    if (position == null) {
      positions.put(symbol, Position.opened(symbol, signed, price));
    } else if (position.quantity().signum() == signed.signum()) {
      positions.put(symbol, position.increasedBy(signed, price));
    } else {
      reduce(position, signed, price);
    }
    String execution = UUID.randomUUID().toString();
    var fill =
        new Activity.Fill(
            activityId(at, execution),
            at,
            execution,
            orderId,
            symbol,
            side,
            quantity,
            price,
            cumulative,
            leaves);
    activities.add(fill);
    return fill;
  }

  /** Books a deposit, or a withdrawal when negative. */
  public Activity.CashFlow cashFlow(Instant at, BigDecimal amount) {
    cash = cash.add(amount);
    adjustments = adjustments.add(amount);
    adjustmentsSinceClose = adjustmentsSinceClose.add(amount);
    var flow =
        new Activity.CashFlow(
            activityId(at, UUID.randomUUID().toString()),
            at,
            at.atZone(NEW_YORK).toLocalDate(),
            amount);
    activities.add(flow);
    return flow;
  }

  /** Measures the equity at a close. */
  public void close(LocalDate date, Function<String, BigDecimal> prices) {
    closeEquity = equity(prices);
    closeDate = date;
    adjustmentsSinceClose = BigDecimal.ZERO;
    positions.replaceAll((symbol, position) -> position.closedOutAt(prices.apply(symbol)));
  }

  /** A new New York date begins: the last close becomes the baseline. */
  public void roll() {
    if (closeEquity == null || closeDate == null) {
      return;
    }
    lastEquity = closeEquity;
    balanceAsOf = closeDate;
    adjustments = adjustmentsSinceClose;
    closeEquity = null;
    closeDate = null;
    positions.replaceAll((symbol, position) -> position.rolled());
  }

  private void reduce(Position position, BigDecimal signed, BigDecimal price) {
    BigDecimal after = position.quantity().add(signed);
    if (after.signum() == 0) {
      positions.remove(position.symbol());
    } else if (after.signum() == position.quantity().signum()) {
      positions.put(position.symbol(), position.reducedBy(signed));
    } else {
      positions.put(position.symbol(), Position.opened(position.symbol(), after, price));
    }
  }

  private static String activityId(Instant at, String suffix) {
    return ID_PREFIX.format(at.atZone(NEW_YORK)) + "::" + suffix;
  }
}
