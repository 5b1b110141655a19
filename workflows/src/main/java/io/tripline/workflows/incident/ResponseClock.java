package io.tripline.workflows.incident;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when a person must have answered. Pure.
 *
 * @param from the detection, or the regrade
 */
record ResponseClock(Instant from, Duration within) {
  Instant due() {
    return from.plus(within);
  }

  /**
   * The clock after a regrade that nobody had acknowledged. Upwards it runs from the regrade, since
   * nobody could answer sooner to what was not said; but what was promised before still stands, so
   * that the earlier deadline holds unless it was missed already. Downwards it runs from the
   * detection: a milder severity gives no time anew.
   *
   * @param before the clock so far; null where none ran
   * @param missed the deadline so far was missed, and that is on record
   */
  static ResponseClock regraded(
      @Nullable ResponseClock before,
      boolean missed,
      boolean upwards,
      Instant detected,
      Instant now,
      Duration within) {
    if (!upwards) {
      return new ResponseClock(detected, within);
    }
    ResponseClock fresh = new ResponseClock(now, within);
    if (before != null && !missed && before.due().isBefore(fresh.due())) {
      return before;
    }
    return fresh;
  }
}
