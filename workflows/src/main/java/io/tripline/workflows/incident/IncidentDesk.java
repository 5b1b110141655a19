package io.tripline.workflows.incident;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.market.ClockMoved;

/** What every incident procedure takes and answers, whatever its severity. */
public interface IncidentDesk extends IncidentVerbs {
  /** The guard's alert: begins the incident, or joins it. */
  @SignalMethod(name = "alert", description = "An alert of the guard; joins a running incident")
  void alert(IncidentBrief brief);

  /** An alarm that is no trip: begins the incident, or joins it. */
  @SignalMethod(
      name = "alarm",
      description = "An alarm that is no trip; joins a running incident (the guard uses this)")
  void alarm(Alarm alarm);

  /** A verdict on the loss. */
  @SignalMethod(name = "verdict", description = "A verdict on the loss (the guard uses this)")
  void verdict(Dispatch.VerdictFor verdict);

  /** Progress or end of the flatten. */
  @SignalMethod(name = "flatten", description = "Progress of the flatten (the guard uses this)")
  void flatten(Dispatch.FlattenFor notice);

  /** The broker's clock jumped. */
  @SignalMethod(
      name = "clockMoved",
      description = "The broker's clock jumped (the guard uses this)")
  void clockMoved(ClockMoved moved);

  /** Which outage of the account goes first, or that none does any more. */
  @SignalMethod(
      name = "preempted",
      description = "Which P0 of the account goes first (the guard uses this)")
  void preempted(Dispatch.OutageFor outage);

  /** A named person takes it. */
  @UpdateMethod(
      name = "acknowledge",
      description = "Take the incident: {\"by\":\"name\",\"reason\":\"…\"}")
  String acknowledge(Word word);

  /** Refuses what names nobody. */
  @UpdateValidatorMethod(updateName = "acknowledge")
  void checkAcknowledge(Word word);

  /** The same without an answer. */
  @SignalMethod(name = "acknowledgement", description = "Take the incident: {\"by\":\"name\"}")
  void acknowledgement(Word word);

  /** Decides a gate. */
  @UpdateMethod(
      name = "decide",
      description =
          "Decide a gate: {\"verdict\":\"approve|deny\",\"by\":\"name\",\"reason\":\"…\",\"gate\":\"reset-1\",\"incident\":\"incident-…\"}")
  DecisionAnswer decide(DecisionRequest decision);

  /** Refuses only what can't be read as a decision. */
  @UpdateValidatorMethod(updateName = "decide")
  void checkDecide(DecisionRequest decision);

  /** The same without an answer; a refusal shows on the run sheet. */
  @SignalMethod(
      name = "decision",
      description =
          "Decide a gate: {\"verdict\":\"approve|deny\",\"by\":\"name\",\"reason\":\"…\",\"gate\":\"reset-1\",\"incident\":\"incident-…\"}")
  void decision(DecisionRequest decision);

  /** Opens the incident's one reset gate, or joins it: the request counts as the first approval. */
  @UpdateMethod(
      name = "requestReset",
      description = "Ask for the reset: {\"by\":\"name\",\"reason\":\"incident_response\"}")
  ResetAsked requestReset(Word word);

  /** Refuses what names nobody. */
  @UpdateValidatorMethod(updateName = "requestReset")
  void checkRequestReset(Word word);

  /** Adds a line to the timeline. */
  @UpdateMethod(name = "note", description = "Add a note: {\"by\":\"name\",\"text\":\"…\"}")
  String note(Word word);

  /** Everything that people see of it. */
  @QueryMethod(name = "view", description = "The incident as people see it")
  IncidentView view();
}
