package io.tripline.workflows.fault;

/**
 * What an Update validator throws for a malformed message. Its text starts with the code {@code
 * INVALID_INPUT}: SDK 1.38.0 keeps only the message of a validator's exception
 * (temporalio/sdk-java#3001).
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The detail names what was wrong, where, and what is allowed. */
  public Refusal(String detail) {
    super(Fault.INVALID_INPUT.name() + ": " + detail);
  }
}
