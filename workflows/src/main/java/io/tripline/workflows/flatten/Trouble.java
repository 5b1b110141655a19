package io.tripline.workflows.flatten;

/** Why a flatten calls people. It never ends by itself because of one. */
enum Trouble {
  SHORT(false, "A short position was seen; it is never bought back automatically."),
  REFUSED(false, "The broker refused the closing order twice."),
  UNAUTHORISED(false, "The broker refuses the API keys."),
  RESTRICTED(false, "The broker has restricted or blocked the account."),
  SUSPENDED(false, "The account's suspend_trade flag is set, and not by this flatten."),
  CANCELS_STUCK(true, "Open orders were asked to cancel and have not ended."),
  EXHAUSTED(true, "5 attempts or 120 s in an open market did not close the account."),
  BROKER_DOWN(true, "The broker can't be read or does not answer."),
  CONTRADICTION(true, "Positions and executions contradict each other."),
  DEFECT(true, "A step failed in a way that is not foreseen.");

  private final boolean keepsTrying;
  private final String sentence;

  Trouble(boolean keepsTrying, String sentence) {
    this.keepsTrying = keepsTrying;
    this.sentence = sentence;
  }

  /** True where trying again makes sense without a visible change at the broker. */
  boolean keepsTrying() {
    return keepsTrying;
  }

  String sentence() {
    return sentence;
  }
}
