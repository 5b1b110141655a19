package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.slippage.FillSample;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The guard: handlers change the books, duties carry out what follows from it. */
public final class AccountGuardWorkflow implements AccountGuard {
  private final Configuration configuration =
      Workflow.newActivityStub(Configuration.class, Policies.configuration());

  private final @Nullable AccountName account;
  private final boolean carried;
  private final Map<String, TripAnswer> trips = new LinkedHashMap<>();
  private final GuardBooks books;
  private final BrokerLook look;
  private final TripDesk tripDesk;
  private final PermitDesk permitDesk;
  private final ResetDesk resetDesk;
  private final DayDesk dayDesk;
  private final SlippageDesk slippageDesk;
  private final FillDesk fillDesk;
  private final LimitDesk limitDesk;
  private final AlarmDesk alarmDesk;
  private final OutageRelay outages;
  private final LivenessDesk livenessDesk;
  private final SwitchDesk switchDesk;
  private final ArmingDesk armingDesk;
  private final WatchKeeper watch = new WatchKeeper();
  private @Nullable AccountPolicy policy;
  private boolean rolled;
  private int stopping;
  private @Nullable String stopped;

  /** Builds the books before any message is handled. */
  @WorkflowInit
  public AccountGuardWorkflow(@Nullable GuardStart start) {
    GuardState state = start == null ? null : start.carried();
    policy = state != null ? state.policy() : start == null ? null : start.policy();
    AccountPolicy known = policy;
    account = known != null ? known.account() : start == null ? null : start.account();
    carried = state != null;
    if (state != null) {
      trips.putAll(state.trips());
    }
    books =
        new GuardBooks(
            account == null ? new AccountName("unknown") : account,
            state,
            Workflow.getInfo().getFirstExecutionRunId());
    look = new BrokerLook(books);
    CaseMemory cases = state == null || state.cases() == null ? CaseMemory.EMPTY : state.cases();
    outages = new OutageRelay(books, cases);
    alarmDesk = new AlarmDesk(books, outages, cases);
    tripDesk = new TripDesk(books, look, alarmDesk, outages);
    switchDesk = new SwitchDesk(books, tripDesk, alarmDesk);
    permitDesk = new PermitDesk(books, tripDesk, switchDesk, look);
    armingDesk = new ArmingDesk(books, () -> policy, watch::handsOver);
    resetDesk = new ResetDesk(books, look, armingDesk, outages);
    limitDesk = new LimitDesk(books);
    livenessDesk = new LivenessDesk(books, alarmDesk, () -> policy, watch::handsOver);
    slippageDesk = new SlippageDesk(books, tripDesk, alarmDesk, carried);
    dayDesk = new DayDesk(books, tripDesk, look, switchDesk, outages, slippageDesk);
    fillDesk = new FillDesk(books, alarmDesk);
  }

  @Override
  public String run(GuardStart start) {
    slippageDesk.begin();
    fillDesk.begin();
    outages.begin();
    tripDesk.begin();
    switchDesk.begin();
    resetDesk.begin();
    livenessDesk.begin();
    alarmDesk.begin();
    dayDesk.begin();
    armingDesk.begin();
    AccountName name = account;
    if (name == null) {
      return "refused: account missing, or a part that can't be read; send {\"account\":\"name\"}";
    }
    String id = Workflow.getInfo().getWorkflowId();
    if (!id.equals(AccountGuard.idOf(name))) {
      return "refused: workflow id: must be "
          + AccountGuard.idOf(name)
          + ", one guard per account, was "
          + id;
    }
    if (policy == null) {
      try {
        policy = configuration.policy(name);
      } catch (ActivityFailure e) {
        return "refused: " + Fault.detailOf(e);
      }
    }
    AccountPolicy now = policy();
    dayDesk.takeUp(now, carried, past -> policy = limitDesk.remember(past, policy()));
    CancellationScope watching = Workflow.newCancellationScope(() -> watch.keep(name));
    Async.procedure(watching::run);
    CancellationScope listening = Workflow.newCancellationScope(livenessDesk::listen);
    if (Workflow.getVersion("trading-liveness", Workflow.DEFAULT_VERSION, 1) > 0) {
      Async.procedure(listening::run);
    }
    if (Workflow.getVersion("broker-arming", Workflow.DEFAULT_VERSION, 1) > 0) {
      Async.procedure(armingDesk::keep);
    } else {
      books.arming.absent();
    }
    Workflow.await(() -> stopped != null || dueToContinue());
    watch.handOver();
    books.duties.dropLater();
    watch.awaitEnd();
    watching.cancel();
    listening.cancel();
    Workflow.await(() -> books.quiet() && Workflow.isEveryHandlerFinished());
    String end = stopped;
    if (end != null) {
      return end;
    }
    Workflow.continueAsNew(
        new GuardStart(name, policy(), books.carry(policy(), trips, alarmDesk.memory())));
    throw new IllegalStateException("continueAsNew does not return");
  }

  private boolean dueToContinue() {
    return (rolled || Workflow.getInfo().isContinueAsNewSuggested()) && books.quiet();
  }

  @Override
  public void checkTrip(TripRequest request) {
    MessageChecks.trip(request, account);
  }

  @Override
  public void checkPermit(PermitRequest request) {
    MessageChecks.permit(request);
  }

  @Override
  public void checkSettle(Settlement settlement) {
    MessageChecks.settle(settlement);
  }

  @Override
  public void checkSuspect(Suspicion suspicion) {
    MessageChecks.suspect(suspicion);
  }

  @Override
  public void checkAssess(Assessment assessment) {
    MessageChecks.assess(assessment);
  }

  @Override
  public void checkReset(ResetRequest request) {
    MessageChecks.reset(request);
  }

  @Override
  public void checkConfigure(AccountPolicy next) {
    MessageChecks.configure(next);
  }

  @Override
  public TripAnswer trip(TripRequest request) {
    awaitPolicy();
    String requestId = request.requestId();
    TripAnswer known = requestId == null ? null : trips.get(requestId);
    if (known != null) {
      return known;
    }
    TripAnswer answer = tripDesk.trip(request, policy());
    if (requestId != null) {
      trips.put(requestId, answer);
    }
    return answer;
  }

  @Override
  public PermitAnswer permit(PermitRequest request) {
    awaitPolicy();
    boolean over = stopped != null;
    PermitAnswer answer = permitDesk.permit(request, policy(), () -> over || stopping > 0);
    books.show();
    return answer;
  }

  @Override
  public void settle(Settlement settlement) {
    permitDesk.settle(settlement);
    FillSample fill = settlement.fill();
    OrderEnd end = settlement.end();
    if (end != null) {
      awaitPolicy();
      fillDesk.take(end, fill != null, policy());
    }
    if (fill != null) {
      awaitPolicy();
      slippageDesk.take(fill, policy());
    }
    books.show();
  }

  @Override
  public void suspect(Suspicion suspicion) {
    permitDesk.suspect(suspicion);
  }

  @Override
  public void assess(Assessment assessment) {
    awaitPolicy();
    tripDesk.assess(assessment, policy());
  }

  @Override
  public ResetAnswer reset(ResetRequest request) {
    awaitPolicy();
    Trip standing = books.halts.trip();
    ResetDesk.Lifted lifted = resetDesk.reset(request, policy());
    slippageDesk.lifted(standing, request, policy());
    lifted
        .starts()
        .ifPresent(facts -> dayDesk.startSession(policy(), facts.session(), facts.marketOpen()));
    return lifted.answer();
  }

  @Override
  public void checkSwitches(SwitchTable table) {
    MessageChecks.switches(table);
  }

  @Override
  public void switches(SwitchTable table) {
    awaitPolicy();
    if (switchDesk.take(table, policy())) {
      dayDesk.blockEnded(policy());
    }
  }

  @Override
  public void checkUnblock(UnblockRequest request) {
    MessageChecks.unblock(request);
  }

  @Override
  public void unblock(UnblockRequest request) {
    awaitPolicy();
    switchDesk.unblock(request);
    dayDesk.blockEnded(policy());
  }

  @Override
  public void checkDeclare(DeclareRequest request) {
    MessageChecks.declare(request);
  }

  @Override
  public DeclareAnswer declare(DeclareRequest request) {
    awaitPolicy();
    return alarmDesk.declare(request, policy());
  }

  @Override
  public void checkLimit(LimitRequest request) {
    MessageChecks.limit(request);
  }

  @Override
  public LimitAnswer limit(LimitRequest request) {
    awaitPolicy();
    LimitDesk.Set set = limitDesk.set(request, policy());
    policy = set.policy();
    books.show();
    return set.answer();
  }

  @Override
  public void configure(AccountPolicy next) {
    awaitPolicy();
    AccountPolicy before = policy();
    if (!next.account().equals(before.account())) {
      throw Fault.INVALID_INPUT.failure(
          "account: must be " + before.account() + ", was " + next.account());
    }
    AccountPolicy taken = limitDesk.configure(next, before);
    policy = taken;
    books.note(
        "configuration "
            + taken.configurationHash()
            + " took the place of "
            + before.configurationHash());
    if (next.session().trades() && !before.session().trades()) {
      dayDesk.tradesFromNowOn(taken);
    }
  }

  @Override
  public String stop(GuardStop request) {
    awaitPolicy();
    MessageChecks.stop(request);
    boolean closes = permitDesk.closes();
    stopping += closes ? 1 : 0;
    try {
      look.mayStop(policy());
      armingDesk.restore();
    } catch (RuntimeException e) {
      stopping -= closes ? 1 : 0;
      throw e;
    }
    String end = "stopped by " + request.by() + ": " + request.reason();
    books.note(end);
    stopped = end;
    return end;
  }

  @Override
  public void flattenNotice(FlattenNotice notice) {
    if (notice != null && notice.requestId() != null && notice.stage() != null) {
      tripDesk.flattenSays(notice, policy);
    }
  }

  @Override
  public void incidentNotice(IncidentNotice notice) {
    if (notice != null && notice.incident() != null && notice.status() != null) {
      dayDesk.incidentSays(notice, policy);
      slippageDesk.incidentSays(notice, policy);
    }
  }

  @Override
  public void sessionNotice(Permits.SessionNotice notice) {
    if (notice != null && notice.workflowId() != null) {
      dayDesk.sessionSays(notice);
    }
  }

  @Override
  public void dayRolled(DayRolled day) {
    AccountPolicy now = policy;
    if (day != null && day.session() != null && now != null) {
      rolled |= dayDesk.rollDay(day, now);
    }
  }

  @Override
  public void clockMoved(ClockMoved moved) {
    if (moved != null && moved.clock() != null) {
      dayDesk.clockMoved(moved);
    }
  }

  @Override
  public void brokerFlags(FlagsReading reading) {
    if (reading != null && reading.check() != null && policy != null) {
      armingDesk.seen(reading);
    }
  }

  @Override
  public WatchPlan watchPlan() {
    return books.watchPlan(policy(), watch.handsOver());
  }

  @Override
  public GuardStatus status() {
    return books.status(policy());
  }

  private void awaitPolicy() {
    Workflow.await(() -> policy != null);
  }

  private AccountPolicy policy() {
    AccountPolicy now = policy;
    if (now == null) {
      throw Fault.NO_GUARD.failure("the guard is still reading its configuration");
    }
    return now;
  }
}
