package io.tripline.worker.laws;

import io.tripline.worker.LawSystem;
import java.time.Duration;

/**
 * Something that happens on a bad day.
 *
 * @param at wall time after the guard was started
 * @param words for whoever reads which day broke a law
 */
record Deed(Duration at, String words, Act act) {
  /** Does it; what people are refused is thrown and forgotten. */
  @FunctionalInterface
  interface Act {
    void on(LawSystem system) throws Exception;
  }

  @Override
  public String toString() {
    return "%.1f s %s".formatted(at.toMillis() / 1_000.0, words);
  }
}
