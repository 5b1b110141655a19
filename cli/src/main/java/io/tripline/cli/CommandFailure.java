package io.tripline.cli;

/** Why a command ends without success: one line for people and the documented exit code. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode code;

  /** {@code sentence} says what was wrong and what to do; it holds no secret. */
  public CommandFailure(ExitCode code, String sentence) {
    super(sentence);
    this.code = code;
  }

  /** The same, with what lies behind it for the log. */
  public CommandFailure(ExitCode code, String sentence, Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  /** What the process ends with. */
  public ExitCode code() {
    return code;
  }
}
