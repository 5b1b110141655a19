package io.tripline.activities.notify;

/** What came of sending one message over one channel. */
public sealed interface Sending {
  /** The other side took it; {@code detail} is its answer, for people. */
  record Sent(String detail) implements Sending {}

  /**
   * It did not, or its answer was lost; {@code detail} holds no secret.
   *
   * @param mayHaveArrived true where nobody can tell
   */
  record Failed(String detail, boolean mayHaveArrived) implements Sending {
    /** It certainly did not arrive. */
    public Failed(String detail) {
      this(detail, false);
    }
  }
}
