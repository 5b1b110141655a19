package io.tripline.activities.broker;

/** An answer of the broker's that lacks, or garbles, something that we must know. */
final class UnreadableAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableAnswer(String detail) {
    super(detail);
  }
}
