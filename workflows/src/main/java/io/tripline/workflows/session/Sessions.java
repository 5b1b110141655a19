package io.tripline.workflows.session;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.account.AccountPolicy;
import org.jspecify.annotations.Nullable;

/** How an incident starts the day's session again (step 4 of the P0 document). */
@ActivityInterface(namePrefix = "Sessions")
public interface Sessions {
  /**
   * Starts one pass of the day's session and follows it for a while. It reads the day's orders
   * first and never repeats an executed decision, so that this call is safe to repeat; a session
   * that runs already is joined.
   */
  Pass runOnce(PassOrder order);

  /** Whose session of which day. */
  record PassOrder(AccountPolicy policy, String tradingDay) {}

  /**
   * What was seen of it.
   *
   * @param joined true when a session ran already, for the whole day
   * @param end how the pass ended; null while it runs
   * @param detail one sentence
   */
  record Pass(
      String workflowId, String runId, boolean joined, @Nullable SessionEnd end, String detail) {
    /** True when a session runs, or its pass ended as it should. */
    public boolean well() {
      SessionEnd how = end;
      return joined
          || how == SessionEnd.TRADED
          || how == SessionEnd.NOTHING_TO_DO
          || how == SessionEnd.DROPPED
          || how == SessionEnd.MARKET_CLOSED
          || how == SessionEnd.WATCHING;
    }
  }
}
