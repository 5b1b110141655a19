package io.tripline.workflows.incident;

import io.temporal.activity.ActivityInterface;

/** What an investigation looks at beyond the account itself. */
@ActivityInterface(namePrefix = "Probes")
public interface Probes {
  /** What the market did around the trip; fails only when it can't be read at all. */
  MarketReview marketConditions(MarketQuestion question);

  /**
   * Tests the broker's API as {@code tripline broker check} does, and reads its status page. A
   * failing API is an answer, not a failure of this call.
   */
  ApiHealth apiHealth(ApiQuestion question);
}
