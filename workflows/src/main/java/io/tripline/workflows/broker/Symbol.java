package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A symbol at the broker: a US equity such as {@code SPY} or {@code BRK.B}, an option such as
 * {@code AAPL260117C00150000}, a pair such as {@code BTC/USD}.
 */
public record Symbol(@JsonValue String value) {
  private static final Pattern OPTION = Pattern.compile("[A-Z0-9]{1,6}[0-9]{6}[CP][0-9]{8}");

  /** {@code BTC/USD}, or as positions say it, {@code BTCUSD}; no ticker of a stock is like that. */
  private static final Pattern PAIR =
      Pattern.compile(".*/.*|(?=.{6})[A-Z0-9]{2,}(USD|USDT|USDC|BTC)");

  /** Shares of a standard contract (OCC); its price is that of one of them. */
  private static final BigDecimal PER_CONTRACT = BigDecimal.valueOf(100);

  /**
   * Throws {@link IllegalArgumentException} unless {@code value} matches {@code
   * [A-Z0-9][A-Z0-9./]{0,24}}.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Symbol {
    if (value == null || !value.matches("[A-Z0-9][A-Z0-9./]{0,24}")) {
      throw new IllegalArgumentException(
          "symbol: must match [A-Z0-9][A-Z0-9./]{0,24}, was " + value);
    }
  }

  /**
   * A symbol that people name to be guarded, traded or closed; throws {@link
   * IllegalArgumentException} for a crypto pair. Its orders say {@code BTC/USD}, its position says
   * {@code BTCUSD}: where one of them is asked for, the other would be overlooked.
   */
  public static Symbol guarded(String value) {
    Symbol symbol = new Symbol(value);
    if (symbol.pair()) {
      throw new IllegalArgumentException(
          "symbol: must be no crypto pair, those are not guarded, was " + value);
    }
    return symbol;
  }

  /** True for a crypto pair, in either of its forms. */
  public boolean pair() {
    return PAIR.matcher(value).matches();
  }

  /** Dollars that so many shares or contracts come to at this price. */
  public BigDecimal worth(BigDecimal quantity, BigDecimal price) {
    BigDecimal worth = quantity.multiply(price);
    return OPTION.matcher(value).matches() ? worth.multiply(PER_CONTRACT) : worth;
  }

  @Override
  public String toString() {
    return value;
  }
}
