package io.tripline.workflows.runbook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an incident was declared; the word is part of its id. */
public enum Cause {
  DAILY_LOSS,
  DAILY_LOSS_SOFT,
  API_ERRORS,
  SLIPPAGE,
  ACCOUNTING,
  EXPOSURE,
  ORDER_RATE,
  BROKER_ACCOUNT,
  MANUAL,
  /** Several parts, or all of it; what a person declares who knows no more. */
  SYSTEM_DOWN,
  /** No worker answers on the trading queue. */
  WORKER_DOWN,
  /** Readings, sessions or logs stand still. */
  NO_READINGS;

  /** The word in ids and on the command line, such as {@code daily-loss}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The inverse of {@link #word}; throws {@link IllegalArgumentException} naming what is allowed.
   */
  @JsonCreator
  public static Cause parse(String word) {
    for (Cause cause : values()) {
      if (cause.word().equals(word)) {
        return cause;
      }
    }
    StringBuilder allowed = new StringBuilder();
    for (Cause cause : values()) {
      allowed.append(allowed.isEmpty() ? "" : ", ").append(cause.word());
    }
    throw new IllegalArgumentException("cause: must be one of " + allowed + ", was " + word);
  }
}
