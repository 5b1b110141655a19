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
