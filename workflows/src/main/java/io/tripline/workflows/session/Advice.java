package io.tripline.workflows.session;

import io.tripline.workflows.broker.Price;
import org.jspecify.annotations.Nullable;

/** What came of asking the strategy. */
sealed interface Advice {
  /**
   * It wants something.
   *
   * @param price the price that it used; null when it named none
   */
  record Wants(Strategy.Target target, @Nullable Price price) implements Advice {}

  /** No answer, or none that can be used: nothing is done. */
  record None(String why) implements Advice {}
}
