package io.tripline.workflows.incident;

import io.tripline.workflows.approval.Approvals;
import io.tripline.workflows.approval.DecisionAnswer;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.market.ClockMoved;
import org.jspecify.annotations.Nullable;

/** Hands every message of an incident to its desk; the procedures add their steps. */
abstract class AnsweringDesk implements IncidentDesk {
  private final CaseDesk desk;
  private final Messages messages;

  AnsweringDesk(CaseDesk desk) {
    this.desk = desk;
    this.messages = new Messages(desk);
  }

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
    messages.flatten(notice);
  }

  @Override
  public void clockMoved(@Nullable ClockMoved moved) {
    desk.nextDay().clockMoved();
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
  public IncidentView view() {
    return desk.view();
  }
}
