package io.tripline.activities.guard;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.Assessment;
import io.tripline.workflows.guard.DayRolled;
import io.tripline.workflows.guard.DeclareAnswer;
import io.tripline.workflows.guard.DeclareRequest;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.GuardStop;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.guard.LimitAnswer;
import io.tripline.workflows.guard.LimitRequest;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.guard.Permits;
import io.tripline.workflows.guard.ResetAnswer;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.guard.Suspicion;
import io.tripline.workflows.guard.SwitchTable;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.guard.UnblockRequest;
import io.tripline.workflows.guard.Watch;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A guard that runs the watch and writes down what it is told; its plan is the test's. */
final class WatchedGuard implements AccountGuard {
  private final Told told;

  WatchedGuard(Told told) {
    this.told = told;
  }

  @Override
  public String run(GuardStart start) {
    Watch watch =
        Workflow.newActivityStub(
            Watch.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofHours(1))
                .setHeartbeatTimeout(Duration.ofSeconds(6))
                .build());
    Promise<Watch.WatchEnd> end =
        Async.function(
            watch::watch, new Watch.WatchStart(Rig.ACCOUNT, AccountGuard.idOf(Rig.ACCOUNT)));
    return end.get().reason();
  }

  @Override
  public TripAnswer trip(TripRequest request) {
    WatchPlan plan = told.plan;
    if (!WorkflowUnsafe.isReplaying()) {
      told.trips.add(request);
      told.tripAt = Instant.now();
      // A trip that joins a halt leaves it as it was begun.
      if (!plan.ladder().halted()) {
        told.plan =
            Told.plan(plan.policy(), plan.epoch(), Ladder.HALTED, true, plan.needsCleanReading());
      }
    }
    return new TripAnswer(plan.epoch(), Ladder.HALTED, false, "incident-1", List.of());
  }

  @Override
  public void checkPermit(PermitRequest message) {
    // Everything is taken here.
  }

  @Override
  public void checkSettle(Settlement message) {
    // Everything is taken here.
  }

  @Override
  public void checkSuspect(Suspicion message) {
    // Everything is taken here.
  }

  @Override
  public void checkAssess(Assessment message) {
    // Everything is taken here.
  }

  @Override
  public void checkReset(ResetRequest message) {
    // Everything is taken here.
  }

  @Override
  public void checkConfigure(AccountPolicy message) {
    // Everything is taken here.
  }

  @Override
  public void checkTrip(TripRequest request) {}

  @Override
  public void suspect(Suspicion suspicion) {
    told.suspicions.add(suspicion);
  }

  @Override
  public void assess(Assessment assessment) {
    told.assessments.add(assessment);
  }

  @Override
  public void dayRolled(DayRolled day) {
    told.days.add(day);
  }

  @Override
  public void clockMoved(ClockMoved moved) {
    told.clocks.add(moved);
  }

  @Override
  public WatchPlan watchPlan() {
    return told.plan;
  }

  @Override
  public PermitAnswer permit(PermitRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void settle(Settlement settlement) {}

  @Override
  public ResetAnswer reset(ResetRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DeclareAnswer declare(DeclareRequest request) {
    throw new AssertionError("nobody declares here");
  }

  @Override
  public void switches(SwitchTable table) {
    told.tables.add(table);
  }

  @Override
  public void checkSwitches(SwitchTable table) {}

  @Override
  public void unblock(UnblockRequest request) {}

  @Override
  public void checkUnblock(UnblockRequest request) {}

  @Override
  public void checkDeclare(DeclareRequest request) {}

  @Override
  public LimitAnswer limit(LimitRequest request) {
    throw new AssertionError("not asked here");
  }

  @Override
  public void checkLimit(LimitRequest request) {}

  @Override
  public void configure(AccountPolicy policy) {}

  @Override
  public String stop(GuardStop request) {
    return "";
  }

  @Override
  public void flattenNotice(FlattenNotice notice) {}

  @Override
  public void brokerFlags(FlagsReading reading) {
    told.flags.add(reading);
  }

  @Override
  public void incidentNotice(IncidentNotice notice) {}

  @Override
  public void sessionNotice(Permits.SessionNotice notice) {}

  @Override
  public GuardStatus status() {
    return new GuardStatus(
        told.plan.policy(),
        told.plan.ladder(),
        true,
        1,
        null,
        null,
        null,
        List.of(),
        List.of(),
        false,
        null,
        null,
        null,
        null,
        0,
        0);
  }
}
