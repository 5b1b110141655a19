package io.tripline.workflows.guard;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenNotice;

/**
 * One per account, always there, on task queue {@code response}: halt latch and ladder, permits,
 * incident numbers and baselines. Continues as new each trading day.
 */
@WorkflowInterface
public interface AccountGuard {
  /** The workflow id of an account's guard. */
  static String idOf(AccountName account) {
    return "guard-" + account;
  }

  /** Runs until it is stopped; answers why it ended. */
  @WorkflowMethod(name = "AccountGuard")
  String run(GuardStart start);

  /** Latches the halt. */
  @UpdateMethod(
      name = "trip",
      description =
          "Trip a kill switch:"
              + " {\"by\":\"name\",\"reason\":\"…\",\"level\":\"STOP|CANCEL|FLATTEN\"}")
  TripAnswer trip(TripRequest request);

  /** Refuses a trip that names neither a person nor a reading. */
  @UpdateValidatorMethod(updateName = "trip")
  void checkTrip(TripRequest request);

  /** Grants or refuses one order. */
  @UpdateMethod(name = "permit", description = "Ask for a permit for one order (sessions use this)")
  PermitAnswer permit(PermitRequest request);

  /** Refuses a request without an id or an intent. */
  @UpdateValidatorMethod(updateName = "permit")
  void checkPermit(PermitRequest request);

  /** Takes a permit off the books. */
  @UpdateMethod(name = "settle", description = "Report what became of a permit (sessions use this)")
  void settle(Settlement settlement);

  /** Refuses a settlement without a permit or an outcome. */
  @UpdateValidatorMethod(updateName = "settle")
  void checkSettle(Settlement settlement);

  /** Refuses entries while a breach is unconfirmed. */
  @UpdateMethod(
      name = "suspect",
      description = "An unconfirmed breach, or its lifting (the watch uses this)")
  void suspect(Suspicion suspicion);

  /** Refuses an empty message. */
  @UpdateValidatorMethod(updateName = "suspect")
  void checkSuspect(Suspicion suspicion);

  /** Takes a later verdict on the breach. */
  @UpdateMethod(name = "assess", description = "A later verdict on a breach (the watch uses this)")
  void assess(Assessment assessment);

  /** Refuses an assessment without a verdict. */
  @UpdateValidatorMethod(updateName = "assess")
  void checkAssess(Assessment assessment);

  /** Lifts the halt of one epoch. */
  @UpdateMethod(name = "reset", description = "Lift a halt (incidents use this after approval)")
  ResetAnswer reset(ResetRequest request);

  /** Refuses a reset that names no request, incident or reason. */
  @UpdateValidatorMethod(updateName = "reset")
  void checkReset(ResetRequest request);

  /** Takes what the watch reads of every switch. */
  @UpdateMethod(
      name = "switches",
      description = "What every switch reads, and which block entries (the watch uses this)")
  void switches(SwitchTable table);

  /** Refuses a table with readings that are malformed. */
  @UpdateValidatorMethod(updateName = "switches")
  void checkSwitches(SwitchTable table);

  /** Ends a block of entries that only a person may end. */
  @UpdateMethod(
      name = "unblock",
      description =
          "End a block of entries: {\"killSwitch\":\"K18\",\"by\":\"name\",\"reason\":\"…\"}")
  void unblock(UnblockRequest request);

  /** Refuses a request without switch, person or reason. */
  @UpdateValidatorMethod(updateName = "unblock")
  void checkUnblock(UnblockRequest request);

  /** Declares an incident that no kill switch opens, or joins the open one of its cause. */
  @UpdateMethod(
      name = "declare",
      description =
          "Declare P0, P2 or P3:"
              + " {\"severity\":\"P0\",\"cause\":\"worker-down\",\"by\":\"name\",\"reason\":\"…\"}")
  DeclareAnswer declare(DeclareRequest request);

  /** Refuses a declaration without severity, cause, person or reason. */
  @UpdateValidatorMethod(updateName = "declare")
  void checkDeclare(DeclareRequest request);

  /** Sets one limit: a stricter value at once, a looser one with a gate's approval only. */
  @UpdateMethod(
      name = "limit",
      description =
          "Set a limit:"
              + " {\"name\":\"slippage.inARow\",\"value\":\"40\",\"by\":\"name\",\"reason\":\"…\"};"
              + " a looser value needs people: start LimitChange")
  LimitAnswer limit(LimitRequest request);

  /** Refuses a request without name, value, person or reason. */
  @UpdateValidatorMethod(updateName = "limit")
  void checkLimit(LimitRequest request);

  /** Takes a new configuration: tightening at once; a looser limit is refused. */
  @UpdateMethod(name = "configure", description = "Take a new configuration of the account")
  void configure(AccountPolicy policy);

  /** Refuses a configuration without account or limits. */
  @UpdateValidatorMethod(updateName = "configure")
  void checkConfigure(AccountPolicy policy);

  /** Ends the guard; refused unless the account was proven flat or holds nothing. */
  @UpdateMethod(name = "stop", description = "Stop guarding: {\"by\":\"name\",\"reason\":\"…\"}")
  String stop(GuardStop request);

  /** Progress or end of a flatten. */
  @SignalMethod(name = "flattenNotice", description = "Progress of a flatten (Flatten uses this)")
  void flattenNotice(FlattenNotice notice);

  /** Where an incident stands. */
  @SignalMethod(
      name = "incidentNotice",
      description = "Where an incident stands (incidents use this)")
  void incidentNotice(IncidentNotice notice);

  /** A session began or ended. */
  @SignalMethod(
      name = "sessionNotice",
      description = "A session began or ended (sessions use this)")
  void sessionNotice(Permits.SessionNotice notice);

  /** A trading day has opened. */
  @SignalMethod(name = "dayRolled", description = "A trading day has opened (the watch uses this)")
  void dayRolled(DayRolled day);

  /** The broker's clock jumped. */
  @SignalMethod(
      name = "clockMoved",
      description = "The broker's clock jumped (the watch uses this)")
  void clockMoved(ClockMoved moved);

  /** What the broker shows of the account's own guards. */
  @SignalMethod(
      name = "brokerFlags",
      description = "What the broker shows of the account's own guards (the watch uses this)")
  void brokerFlags(FlagsReading reading);

  /** What the watch must know. */
  @QueryMethod(name = "watchPlan", description = "What the watch must know")
  WatchPlan watchPlan();

  /** The guard's state. */
  @QueryMethod(name = "status", description = "The guard's state")
  GuardStatus status();
}
