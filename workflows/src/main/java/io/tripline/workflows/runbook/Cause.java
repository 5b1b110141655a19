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
  NO_READINGS,
  /** An outage with exposure was flattened: the halt of that. */
  DEAD_MAN,
  /** Fills cost more than the runbook expects, on average. */
  HIGH_SLIPPAGE,
  /** Orders take longer to fill than they may. */
  SLOW_FILLS,
  /** Orders are filled in part only. */
  PARTIAL_FILLS,
  /** A mirror of the journal, or the journal, does not hold what it should. */
  LOG_CORRUPTED,
  /** A session was due and decided nothing. */
  MISSED_EXECUTION,
  /** What runs was configured by another file than the one that is there. */
  CONFIG_DRIFT,
  /** A mean above what is to be investigated, on too few fills to prove it. */
  SLIPPAGE_NOTE,
  /** The equity lies far below its highest of the last sessions. */
  DRAWDOWN,
  /** Another position or order than ours: nobody knows whose. */
  POSITION_MISMATCH,
  /** Orders that no plan explains: a price or a size beyond reason. */
  ORDER_COLLAR,
  /** The market data can't be believed. */
  DATA_QUALITY,
  /** One losing round trip after the other. */
  LOSS_STREAK,
  /** The market moves beyond what is usual, or is halted. */
  VOLATILITY,
  /** The host's clock, or the broker's calendar, is not what it should be. */
  CLOCK;

  /** True for what only a P0 is declared for. */
  public boolean outage() {
    return this == SYSTEM_DOWN || this == WORKER_DOWN || this == NO_READINGS;
  }

  /** True for what is declared because fills cost too much. */
  public boolean slippage() {
    return this == SLIPPAGE || this == HIGH_SLIPPAGE || this == SLIPPAGE_NOTE;
  }

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
