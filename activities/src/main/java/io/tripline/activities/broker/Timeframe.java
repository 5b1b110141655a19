package io.tripline.activities.broker;

/** Width of a price bar. */
public enum Timeframe {
  MINUTE("1Min"),
  DAY("1Day");

  private final String word;

  Timeframe(String word) {
    this.word = word;
  }

  /** The word in requests. */
  String word() {
    return word;
  }
}
