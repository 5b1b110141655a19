package io.tripline.activities.guard;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
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
import io.tripline.workflows.guard.Permit;
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
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenNotice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A guard that notes what it is told; its status shows the notes as incidents. */
public final class StubGuard implements AccountGuard {
  private final GuardStart start;
  private final List<String> notes = new ArrayList<>();
  private @Nullable String session;
  private int permits;
  private boolean stopped;

  @WorkflowInit
  public StubGuard(GuardStart start) {
    this.start = start;
  }

  @Override
  public String run(GuardStart argument) {
    Workflow.await(() -> stopped);
    return "stopped";
  }

  @Override
  public TripAnswer trip(TripRequest request) {
    Instant since = request.declaredAt();
    notes.add("trip " + request.requestId() + (since == null ? "" : " since " + since));
    return new TripAnswer(1, Ladder.HALTED, false, "incident-1", List.of());
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
  public void checkTrip(TripRequest request) {
    if (request.by() == null) {
      throw new Refusal("by: missing");
    }
  }

  @Override
  public PermitAnswer permit(PermitRequest request) {
    if (request.asker().equals("slow")) {
      Workflow.await(() -> stopped);
    }
    if (!request.probe()) {
      permits++;
    }
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    return request.asker().equals("refused")
        ? new PermitAnswer.Refused(Fault.HALTED, "halted")
        : new PermitAnswer.Granted(
            new Permit(new ClientOrderId("abcdef01-" + permits), 0, now, now.plusSeconds(5)));
  }

  @Override
  public void settle(Settlement settlement) {
    notes.add("settle " + settlement.permit() + " " + settlement.outcome());
  }

  @Override
  public void suspect(Suspicion suspicion) {}

  @Override
  public void assess(Assessment assessment) {}

  @Override
  public ResetAnswer reset(ResetRequest request) {
    throw Fault.NOT_READY.failure("not flat yet");
  }

  @Override
  public DeclareAnswer declare(DeclareRequest request) {
    notes.add(
        "declare "
            + request.requestId()
            + " "
            + request.severity()
            + " "
            + request.cause().word()
            + " "
            + request.detectedAt());
    return new DeclareAnswer("incident-1", false);
  }

  @Override
  public void switches(SwitchTable table) {}

  @Override
  public void checkSwitches(SwitchTable table) {}

  @Override
  public void unblock(UnblockRequest request) {}

  @Override
  public void checkUnblock(UnblockRequest request) {}

  @Override
  public void checkDeclare(DeclareRequest request) {
    if (request.by().equals("refused")) {
      throw new Refusal("by: refused");
    }
  }

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
    stopped = true;
    return "stopped";
  }

  @Override
  public void flattenNotice(FlattenNotice notice) {}

  @Override
  public void brokerFlags(FlagsReading reading) {}

  @Override
  public void incidentNotice(IncidentNotice notice) {
    notes.add("incident " + notice.incident() + " " + notice.status());
  }

  @Override
  public void sessionNotice(Permits.SessionNotice notice) {
    session = notice.running() ? notice.workflowId() : null;
  }

  @Override
  public void dayRolled(DayRolled day) {}

  @Override
  public void clockMoved(ClockMoved moved) {}

  @Override
  public WatchPlan watchPlan() {
    throw new IllegalStateException("not asked for");
  }

  @Override
  public GuardStatus status() {
    AccountPolicy policy = start.policy();
    if (policy == null) {
      throw new IllegalStateException("no policy");
    }
    return new GuardStatus(
        policy,
        Ladder.ACTIVE,
        false,
        0,
        null,
        null,
        null,
        List.copyOf(notes),
        List.of(),
        false,
        session,
        null,
        null,
        null,
        permits,
        0);
  }
}
