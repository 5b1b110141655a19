package io.tripline.activities.broker;

/**
 * Why a connection is over.
 *
 * @param detail for people; never what was sent
 */
public record StreamEnd(Why why, String detail) {
  /** What decides when to try again. */
  public enum Why {
    /** We closed it. */
    BY_US,
    /** It was cut, closed, or never opened. */
    LOST,
    /** Another connection of the account is open, or not yet forgotten. */
    TAKEN,
    /** The keys or the plan do not allow it: trying often helps nobody. */
    NOT_ALLOWED
  }

  static StreamEnd of(StreamRefusal refusal, String detail) {
    Why why =
        switch (refusal) {
          case TAKEN -> Why.TAKEN;
          case KEYS_REFUSED, NOT_AUTHENTICATED, NOT_ENABLED, NOT_SUBSCRIBED -> Why.NOT_ALLOWED;
          case SYNTAX,
              ALREADY_AUTHENTICATED,
              TOO_LATE,
              TOO_MANY_SYMBOLS,
              TOO_SLOW,
              INTERNAL,
              UNKNOWN ->
              Why.LOST;
        };
    return new StreamEnd(why, detail);
  }
}
