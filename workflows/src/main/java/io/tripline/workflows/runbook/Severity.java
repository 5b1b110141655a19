package io.tripline.workflows.runbook;

import java.time.Duration;

/** The runbook's four categories with their response times (time until a person acknowledges). */
public enum Severity {
  P0("System Down", "Critical", Duration.ZERO),
  P1("Trading Halted", "High", Duration.ofHours(1)),
  P2("Degraded Performance", "Medium", Duration.ofHours(4)),
  P3("Minor Issue", "Low", Duration.ofHours(24));

  private final String category;
  private final String word;
  private final Duration responseTime;

  Severity(String category, String word, Duration responseTime) {
    this.category = category;
    this.word = word;
    this.responseTime = responseTime;
  }

  /** The runbook's category, such as {@code Trading Halted}. */
  public String category() {
    return category;
  }

  /** The runbook's word, such as {@code High}. */
  public String word() {
    return word;
  }

  /** Within which a person must have acknowledged; zero means at once. */
  public Duration responseTime() {
    return responseTime;
  }
}
