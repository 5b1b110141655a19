package io.tripline.workflows.broker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A day on which XNYS trades: the New York date of the session, not the UTC date. */
public record TradingDay(LocalDate date) implements Comparable<TradingDay> {
  /** The zone of every label and rule about days. */
  public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /** Throws {@link IllegalArgumentException} if {@code date} is missing. */
  public TradingDay {
    if (date == null) {
      throw new IllegalArgumentException("tradingDay: missing");
    }
  }

  /** Reads {@code 2026-11-27}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static TradingDay parse(String text) {
    return new TradingDay(LocalDate.parse(text));
  }

  /** The New York date of an instant, whether or not the market trades on it. */
  public static LocalDate dateOf(Instant instant) {
    return instant.atZone(NEW_YORK).toLocalDate();
  }

  /** The inverse of {@link #parse}. */
  @JsonValue
  public String text() {
    return date.toString();
  }

  @Override
  public int compareTo(TradingDay other) {
    return date.compareTo(other.date);
  }

  @Override
  public String toString() {
    return text();
  }
}
