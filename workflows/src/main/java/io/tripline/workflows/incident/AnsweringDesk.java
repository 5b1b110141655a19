package io.tripline.workflows.incident;

import io.tripline.workflows.approval.Approvals;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.incident.CaseWord.Verb;
import io.tripline.workflows.market.ClockMoved;
import org.jspecify.annotations.Nullable;

/** Hands every message of an incident to its desk; the procedures add their steps. */
abstract class AnsweringDesk implements IncidentDesk {
  private final CaseDesk desk;
  private final Messages messages;
  private final CaseVerbs verbs;

  AnsweringDesk(CaseDesk desk) {
    this.desk = desk;
    this.messages = new Messages(desk);
    this.verbs = new CaseVerbs(desk, this::course);
  }

  /** What it says to the requests of people, by the document that it goes through now. */
  abstract Course course();

  final CaseDesk desk() {
    return desk;
  }

  final Messages messages() {
    return messages;
  }

  @Override
  public void alert(@Nullable IncidentBrief brief) {
    messages.alert(brief);
  }

  @Override
  public void alarm(@Nullable Alarm alarm) {
    messages.alarm(alarm);
  }

  @Override
  public void verdict(Dispatch.@Nullable VerdictFor verdict) {
    messages.verdict(verdict);
  }

  @Override
  public void flatten(Dispatch.@Nullable FlattenFor notice) {
    messages.flatten(notice, course());
  }

  @Override
  public void clockMoved(@Nullable ClockMoved moved) {
    desk.nextDay().clockMoved();
  }

  @Override
  public void preempted(Dispatch.@Nullable OutageFor outage) {
    messages.preempted(outage);
  }

  @Override
  public String acknowledge(Word word) {
    return messages.acknowledge(word);
  }

  @Override
  public void checkAcknowledge(@Nullable Word word) {
    PersonName.of(word == null ? null : word.by(), "by");
  }

  @Override
  public void acknowledgement(@Nullable Word word) {
    messages.acknowledgement(word);
  }

  @Override
  public DecisionAnswer decide(DecisionRequest decision) {
    return messages.decide(decision);
  }

  @Override
  public void checkDecide(@Nullable DecisionRequest decision) {
    Approvals.check(decision);
  }

  @Override
  public void decision(@Nullable DecisionRequest decision) {
    messages.decision(decision);
  }

  @Override
  public ResetAsked requestReset(Word word) {
    return messages.requestReset(word);
  }

  @Override
  public void checkRequestReset(@Nullable Word word) {
    PersonName.of(word == null ? null : word.by(), "by");
  }

  @Override
  public String note(Word word) {
    return messages.note(word);
  }

  @Override
  public String regrade(@Nullable CaseRequest request) {
    return verbs.update(Verb.REGRADE, request);
  }

  @Override
  public void checkRegrade(@Nullable CaseRequest request) {
    CaseVerbs.check(Verb.REGRADE, request);
  }

  @Override
  public void regrading(@Nullable CaseRequest request) {
    verbs.signal(Verb.REGRADE, request);
  }

  @Override
  public String judge(@Nullable CaseRequest request) {
    return verbs.update(Verb.VERDICT, request);
  }

  @Override
  public void checkJudge(@Nullable CaseRequest request) {
    CaseVerbs.check(Verb.VERDICT, request);
  }

  @Override
  public void judgement(@Nullable CaseRequest request) {
    verbs.signal(Verb.VERDICT, request);
  }

  @Override
  public String stateCause(@Nullable CaseRequest request) {
    return verbs.update(Verb.CAUSE, request);
  }

  @Override
  public void checkStateCause(@Nullable CaseRequest request) {
    CaseVerbs.check(Verb.CAUSE, request);
  }

  @Override
  public void causeStated(@Nullable CaseRequest request) {
    verbs.signal(Verb.CAUSE, request);
  }

  @Override
  public String escalate(@Nullable CaseRequest request) {
    return verbs.update(Verb.ESCALATE, request);
  }

  @Override
  public void checkEscalate(@Nullable CaseRequest request) {
    CaseVerbs.check(Verb.ESCALATE, request);
  }

  @Override
  public void escalation(@Nullable CaseRequest request) {
    verbs.signal(Verb.ESCALATE, request);
  }

  @Override
  public String retry(@Nullable CaseRequest request) {
    return verbs.update(Verb.RETRY, request);
  }

  @Override
  public void checkRetry(@Nullable CaseRequest request) {
    CaseVerbs.check(Verb.RETRY, request);
  }

  @Override
  public void retrying(@Nullable CaseRequest request) {
    verbs.signal(Verb.RETRY, request);
  }

  @Override
  public String resolve(@Nullable CaseRequest request) {
    return verbs.update(Verb.RESOLVE, request);
  }

  @Override
  public void checkResolve(@Nullable CaseRequest request) {
    CaseVerbs.check(Verb.RESOLVE, request);
  }

  @Override
  public void resolution(@Nullable CaseRequest request) {
    verbs.signal(Verb.RESOLVE, request);
  }

  @Override
  public String ask(@Nullable CaseRequest request) {
    return verbs.update(Verb.ASK, request);
  }

  @Override
  public void checkAsk(@Nullable CaseRequest request) {
    CaseVerbs.check(Verb.ASK, request);
  }

  @Override
  public void asking(@Nullable CaseRequest request) {
    verbs.signal(Verb.ASK, request);
  }

  @Override
  public IncidentView view() {
    return desk.view();
  }
}
