package io.tripline.workflows.session;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/** How an incident changes the way in which a running session executes. */
@ActivityInterface(namePrefix = "Executions")
public interface Executions {
  /** Changes it, once per request id, and reads back how the session executes now. */
  Changed change(ExecutionOrder order);

  /** A change for the session of a day. */
  record ExecutionOrder(AccountName account, String tradingDay, ExecutionChange change) {}

  /**
   * What came of it.
   *
   * @param session null when none runs: then nothing was changed
   * @param answer null when no session runs
   * @param seen how the session says that it executes, asked afterwards
   */
  record Changed(
      @Nullable String session, @Nullable ExecutionAnswer answer, @Nullable String seen) {}
}
