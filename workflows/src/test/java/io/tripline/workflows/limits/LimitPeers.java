package io.tripline.workflows.limits;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fakes.FakeIncidentHalts;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardLimits;
import io.tripline.workflows.guard.LimitAnswer;
import io.tripline.workflows.guard.LimitRequest;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.slippage.Fills;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A guard that takes limits, and a journal with a past. */
final class LimitPeers implements GuardLimits, LimitTrials {
  static final AccountName ACCOUNT = new AccountName("paper");

  final List<LimitRequest> asked = new CopyOnWriteArrayList<>();
  volatile boolean journalDown;

  static AccountPolicy policy() {
    return new AccountPolicy(
        ACCOUNT,
        Environment.SIMULATOR,
        Scope.EVERYTHING,
        Limits.DEFAULT,
        SessionPolicy.DEFAULT,
        ApprovalPolicy.of(List.of(new Approver("alice"), new Approver("bob"))),
        List.of(),
        Duration.ofHours(1),
        true,
        true,
        "cafe0123",
        true,
        "",
        "default");
  }

  static FakeIncidentHalts halts() {
    return new FakeIncidentHalts(policy());
  }

  @Override
  public LimitAnswer set(LimitOrder order) {
    LimitRequest request = order.request();
    asked.add(request);
    LimitName name;
    Limits next;
    try {
      name = LimitName.parse(String.valueOf(request.name()));
      next = name.set(Limits.DEFAULT, name.read(String.valueOf(request.value())));
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.failure(String.valueOf(e.getMessage()));
    }
    boolean looser = name.looser(Limits.DEFAULT, next);
    return new LimitAnswer(
        looser && request.approval() == null
            ? LimitAnswer.Outcome.NEEDS_APPROVAL
            : LimitAnswer.Outcome.APPLIED,
        name.key(),
        name.shown(Limits.DEFAULT),
        name.shown(next),
        "taken");
  }

  @Override
  public LimitPast past(PastQuestion question) {
    if (journalDown) {
      throw Fault.CONFIGURATION.failure("no journal");
    }
    return new LimitPast(
        List.of(
            new LimitPast.Day(TradingDay.parse("2026-11-12"), new BigDecimal("0.021")),
            new LimitPast.Day(TradingDay.parse("2026-11-13"), new BigDecimal("0.004"))),
        List.of(Fills.fill(1, "60"), Fills.fill(2, "55"), Fills.fill(3, "51")));
  }
}
