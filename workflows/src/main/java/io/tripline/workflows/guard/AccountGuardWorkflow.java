package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.slippage.FillSample;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The guard: handlers change the books, duties carry out what follows from it. */
public final class AccountGuardWorkflow implements AccountGuard {
  private static final Logger log = Workflow.getLogger(AccountGuardWorkflow.class);

  private final Watch watch = Workflow.newActivityStub(Watch.class, Policies.watch());
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
  private final LimitDesk limitDesk;
  private final AlarmDesk alarmDesk;
  private final Map<String, LimitAnswer> limitsSet = new LinkedHashMap<>();
  private @Nullable AccountPolicy policy;
  private boolean rolled;
  private boolean handOver;
  private boolean watchEnded;
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
    tripDesk = new TripDesk(books, look);
    permitDesk = new PermitDesk(books, tripDesk);
    resetDesk = new ResetDesk(books, look);
    dayDesk = new DayDesk(books, tripDesk, look);
    slippageDesk = new SlippageDesk(books, tripDesk);
    limitDesk = new LimitDesk(books);
    alarmDesk = new AlarmDesk(books);
  }

  @Override
  public String run(GuardStart start) {
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
    dayDesk.begin(now, carried, past -> policy = limitDesk.remember(past, policy()));
    CancellationScope watching = Workflow.newCancellationScope(() -> keepWatching(name));
    Async.procedure(watching::run);
    Workflow.await(() -> stopped != null || dueToContinue());
    handOver = true;
    books.duties.dropLater();
    awaitHandOver();
    watching.cancel();
    Workflow.await(() -> books.quiet() && Workflow.isEveryHandlerFinished());
    String end = stopped;
    if (end != null) {
      return end;
    }
    Workflow.continueAsNew(new GuardStart(name, policy(), books.carry(policy(), trips)));
    throw new IllegalStateException("continueAsNew does not return");
  }

  private void awaitHandOver() {
    CancellationScope patience =
        Workflow.newCancellationScope(() -> {
          Promise<Void> over =
              Workflow.newTimer(Policies.HAND_OVER, timer("the watch closes its streams"));
          Workflow.await(() -> watchEnded || over.isCompleted());
        });
    patience.run();
    patience.cancel();
  }

  private boolean dueToContinue() {
    return (rolled || Workflow.getInfo().isContinueAsNewSuggested()) && books.quiet();
  }

  private void keepWatching(AccountName name) {
    try {
      while (!handOver) {
        try {
          watch.watch(new Watch.WatchStart(name, Workflow.getInfo().getWorkflowId()));
        } catch (ActivityFailure e) {
          if (e.getCause() instanceof CanceledFailure) {
            return;
          }
          log.warn("the watch failed and is started again: {}", Fault.detailOf(e));
        }
        if (!handOver) {
          Workflow.newTimer(Policies.WATCH_AGAIN, timer("before watching again")).get();
        }
      }
    } catch (CanceledFailure e) {
      log.debug("the watch was cancelled");
    } finally {
      watchEnded = true;
    }
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
    PermitAnswer answer = permitDesk.permit(request, policy(), stopped != null);
    books.show();
    return answer;
  }

  @Override
  public void settle(Settlement settlement) {
    permitDesk.settle(settlement);
    FillSample fill = settlement.fill();
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
    ResetDesk.Lifted lifted = resetDesk.reset(request, policy());
    lifted
        .starts()
        .ifPresent(facts -> dayDesk.startSession(policy(), facts.session(), facts.marketOpen()));
    return lifted.answer();
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
    String requestId = request.requestId();
    LimitAnswer known = requestId == null ? null : limitsSet.get(requestId);
    if (known != null) {
      return known;
    }
    LimitDesk.Set set = limitDesk.set(request, policy());
    policy = set.policy();
    if (requestId != null) {
      limitsSet.put(requestId, set.answer());
    }
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
    if (request == null || blank(request.by()) || blank(request.reason())) {
      throw Fault.INVALID_INPUT.failure("by and reason are needed to stop a guard");
    }
    look.mayStop(policy());
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
      dayDesk.incidentSays(notice);
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
  public WatchPlan watchPlan() {
    return books.watchPlan(policy(), handOver);
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

  private static TimerOptions timer(String summary) {
    return TimerOptions.newBuilder().setSummary(summary).build();
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
