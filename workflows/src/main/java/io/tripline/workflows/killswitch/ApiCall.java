package io.tripline.workflows.killswitch;

import java.time.Instant;

/**
 * What came of one call to the broker's API.
 *
 * @param at wall time at which the call ended
 * @param detail for people; holds no secret; empty where all was well
 */
public record ApiCall(Api api, Outcome outcome, Instant at, String detail) {
  /** Which API was called. */
  public enum Api {
    TRADING,
    DATA
  }

  /** How it ended, as far as it says something about the broker. */
  public enum Outcome {
    /** The broker answered, also where it refused something that we did wrong. */
    ANSWERED,
    /** 429: too many calls of ours; no outage and no proof of health. */
    THROTTLED,
    /** The keys were refused. */
    KEYS_REFUSED,
    /** No answer, a server error, or an answer that can't be read. */
    FAILED
  }
}
