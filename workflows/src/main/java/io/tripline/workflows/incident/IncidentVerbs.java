package io.tripline.workflows.incident;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/**
 * What named people may ask of every incident beside acknowledging and deciding. Each is an Update,
 * whose caller sees the answer, and a Signal; both are idempotent by {@code requestId} and
 * recorded, also where they are refused.
 */
public interface IncidentVerbs {
  /** The same incident under another severity; up to P1 halts the account. */
  @UpdateMethod(
      name = "regrade",
      description = "Regrade: {\"severity\":\"P1\",\"by\":\"name\",\"reason\":\"…\"}; to P1 halts")
  String regrade(CaseRequest request);

  /** Refuses what is malformed. */
  @UpdateValidatorMethod(updateName = "regrade")
  void checkRegrade(CaseRequest request);

  /** The same without an answer. */
  @SignalMethod(
      name = "regrading",
      description = "Regrade: {\"severity\":\"P1\",\"by\":\"name\",\"reason\":\"…\"}; to P1 halts")
  void regrading(CaseRequest request);

  /** A person's judgement of the loss, beside the machine's. */
  @UpdateMethod(
      name = "judge",
      description = "Judge the loss: {\"verdict\":\"REAL|DATA\",\"by\":\"name\",\"reason\":\"…\"}")
  String judge(CaseRequest request);

  /** Refuses what is malformed. */
  @UpdateValidatorMethod(updateName = "judge")
  void checkJudge(CaseRequest request);

  /** The same without an answer. */
  @SignalMethod(
      name = "judgement",
      description = "Judge the loss: {\"verdict\":\"REAL|DATA\",\"by\":\"name\",\"reason\":\"…\"}")
  void judgement(CaseRequest request);

  /** The root cause, as far as a person knows it. */
  @UpdateMethod(
      name = "stateCause",
      description = "State the root cause: {\"by\":\"name\",\"text\":\"…\"}")
  String stateCause(CaseRequest request);

  /** Refuses what is malformed. */
  @UpdateValidatorMethod(updateName = "stateCause")
  void checkStateCause(CaseRequest request);

  /** The same without an answer. */
  @SignalMethod(
      name = "causeStated",
      description = "State the root cause: {\"by\":\"name\",\"text\":\"…\"}")
  void causeStated(CaseRequest request);

  /** Pages the next contact now. */
  @UpdateMethod(
      name = "escalate",
      description = "Page the next contact now: {\"by\":\"name\",\"reason\":\"…\"}")
  String escalate(CaseRequest request);

  /** Refuses what is malformed. */
  @UpdateValidatorMethod(updateName = "escalate")
  void checkEscalate(CaseRequest request);

  /** The same without an answer. */
  @SignalMethod(
      name = "escalation",
      description = "Page the next contact now: {\"by\":\"name\",\"reason\":\"…\"}")
  void escalation(CaseRequest request);

  /** What waits to be tried or looked at again does so now. */
  @UpdateMethod(
      name = "retry",
      description = "Try or look again at once: {\"by\":\"name\",\"reason\":\"…\"}")
  String retry(CaseRequest request);

  /** Refuses what is malformed. */
  @UpdateValidatorMethod(updateName = "retry")
  void checkRetry(CaseRequest request);

  /** The same without an answer. */
  @SignalMethod(
      name = "retrying",
      description = "Try or look again at once: {\"by\":\"name\",\"reason\":\"…\"}")
  void retrying(CaseRequest request);

  /** A person says that it is over, or that it never was one. */
  @UpdateMethod(
      name = "resolve",
      description =
          "It is over: {\"by\":\"name\",\"reason\":\"…\"}, with \"falseAlarm\":true it never was one")
  String resolve(CaseRequest request);

  /** Refuses what is malformed. */
  @UpdateValidatorMethod(updateName = "resolve")
  void checkResolve(CaseRequest request);

  /** The same without an answer. */
  @SignalMethod(
      name = "resolution",
      description =
          "It is over: {\"by\":\"name\",\"reason\":\"…\"}, with \"falseAlarm\":true it never was one")
  void resolution(CaseRequest request);

  /** Opens the incident's gate, joins it, or asks it anew. */
  @UpdateMethod(
      name = "ask",
      description = "Ask for the incident's gate: {\"by\":\"name\",\"reason\":\"…\"}")
  String ask(CaseRequest request);

  /** Refuses what is malformed. */
  @UpdateValidatorMethod(updateName = "ask")
  void checkAsk(CaseRequest request);

  /** The same without an answer. */
  @SignalMethod(
      name = "asking",
      description = "Ask for the incident's gate: {\"by\":\"name\",\"reason\":\"…\"}")
  void asking(CaseRequest request);
}
