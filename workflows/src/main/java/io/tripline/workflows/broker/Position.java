package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;

/**
 * A holding as the broker showed it.
 *
 * @param quantity signed: negative is short
 * @param available what open closing orders do not hold
 * @param current the broker's mark, a last trade; 0 where it shows none
 * @param lastday the close of the previous trading day; 0 where it shows none
 */
public record Position(
    Symbol symbol,
    Quantity quantity,
    Quantity available,
    Price averageEntry,
    Price current,
    Price lastday,
    Money marketValue) {
  /** False where the broker shows no mark: what it is worth is not known, and not nothing. */
  @JsonIgnore
  public boolean isPriced() {
    return quantity.signum() == 0 || current.signum() > 0;
  }

  /** At the broker's mark, signed; an option's price is that of one share of its contract. */
  public BigDecimal worth() {
    return symbol.worth(quantity.amount(), current.amount());
  }
}
