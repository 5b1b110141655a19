package io.tripline.workflows.session;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.market.ClockMoved;

/** One trading day of one account, or one pass of it, on task queue {@code trading}. */
@WorkflowInterface
public interface TradingSession {
  /** The workflow id of a day's session. */
  static String idOf(AccountName account, String tradingDay) {
    return "session-" + account + "-" + tradingDay;
  }

  /** Preflight, decide, authorise, execute, record, close out. */
  @WorkflowMethod(name = "TradingSession")
  SessionReport run(SessionStart start);

  /** Ends it early: no new entry; what is held stays held. */
  @UpdateMethod(name = "stop", description = "Stop the session: {\"by\":\"name\",\"reason\":\"…\"}")
  String stop(SessionStop request);

  /** The broker's clock jumped. */
  @SignalMethod(
      name = "clockMoved",
      description = "The broker's clock jumped (the guard uses this)")
  void clockMoved(ClockMoved moved);

  /** Where it stands. */
  @QueryMethod(name = "status", description = "Where the session stands")
  SessionStatus status();
}
