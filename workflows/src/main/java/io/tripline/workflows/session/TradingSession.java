package io.tripline.workflows.session;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
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

  /**
   * Changes how it decides and executes until its close; the next session starts with what {@code
   * tripline.yaml} says. Never above what is configured.
   */
  @UpdateMethod(
      name = "set",
      description =
          "Change how it executes until the close: {\"by\":\"name\",\"reason\":\"…\","
              + "\"orderType\":\"market|limit\",\"size\":\"50 %\",\"interval\":\"10m|none\"}; also"
              + " offset, requotes, patience, maxShares, maxNotional")
  ExecutionAnswer set(ExecutionChange change);

  /** Refuses only what can't be read as a change. */
  @UpdateValidatorMethod(updateName = "set")
  void checkSet(ExecutionChange change);

  /** The same without an answer; a refusal shows on the session's lines. */
  @SignalMethod(
      name = "setting",
      description =
          "Change how it executes until the close: {\"by\":\"name\",\"reason\":\"…\","
              + "\"orderType\":\"market|limit\",\"size\":\"50 %\",\"interval\":\"10m|none\"}")
  void setting(ExecutionChange change);

  /** The broker's clock jumped. */
  @SignalMethod(
      name = "clockMoved",
      description = "The broker's clock jumped (the guard uses this)")
  void clockMoved(ClockMoved moved);

  /** Where it stands. */
  @QueryMethod(name = "status", description = "Where the session stands")
  SessionStatus status();
}
