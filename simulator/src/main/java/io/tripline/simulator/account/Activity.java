package io.tripline.simulator.account;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** One row of the account's history. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Activity.Fill.class, name = "fill"),
  @JsonSubTypes.Type(value = Activity.CashFlow.class, name = "cashFlow")
})
public sealed interface Activity {
  /** Id of the row; its prefix is New York local time, as at Alpaca. */
  String id();

  /** When it happened, in market time. */
  Instant at();

  /** Alpaca's type: {@code FILL}, {@code CSD} or {@code CSW}. */
  String type();

  /**
   * A trade of the account.
   *
   * @param quantity shares of this execution, positive
   * @param price dollars per share
   * @param cumulative shares filled of the order so far
   * @param leaves shares of the order still open
   * @param executionId id of this execution
   */
  record Fill(
      String id,
      Instant at,
      String executionId,
      String orderId,
      String symbol,
      Side side,
      BigDecimal quantity,
      BigDecimal price,
      BigDecimal cumulative,
      BigDecimal leaves)
      implements Activity {
    @Override
    public String type() {
      return "FILL";
    }
  }

  /**
   * A deposit or a withdrawal.
   *
   * @param amount dollars, negative for a withdrawal
   * @param date New York date
   */
  record CashFlow(String id, Instant at, LocalDate date, BigDecimal amount) implements Activity {
    @Override
    public String type() {
      return amount.signum() < 0 ? "CSW" : "CSD";
    }
  }
}
