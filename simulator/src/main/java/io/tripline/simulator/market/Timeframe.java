package io.tripline.simulator.market;

import java.util.Optional;

/** Lengths of bars that are served, named as in Alpaca's API. */
public enum Timeframe {
  /** One minute. */
  MINUTE("1Min", 1),
  /** Five minutes. */
  FIVE_MINUTES("5Min", 5),
  /** A quarter of an hour. */
  QUARTER("15Min", 15),
  /** An hour of the clock. */
  HOUR("1Hour", 60),
  /** A trading day. */
  DAY("1Day", 24 * 60);

  private final String code;
  private final int minutes;

  Timeframe(String code, int minutes) {
    this.code = code;
    this.minutes = minutes;
  }

  /** Length in minutes. */
  public int minutes() {
    return minutes;
  }

  /** The time frame with a name of Alpaca's API, such as {@code 1Min}. */
  public static Optional<Timeframe> parse(String text) {
    for (Timeframe timeframe : values()) {
      if (timeframe.code.equalsIgnoreCase(text)) {
        return Optional.of(timeframe);
      }
    }
    return Optional.empty();
  }
}
