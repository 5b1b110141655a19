package io.tripline.workflows.fakes;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.flatten.CancelOutcome;
import io.tripline.workflows.flatten.CancelWait;
import io.tripline.workflows.flatten.ClosingOrder;
import io.tripline.workflows.flatten.FillWait;
import io.tripline.workflows.flatten.FlattenSteps;
import io.tripline.workflows.flatten.PolledFlattenSteps;
import io.tripline.workflows.flatten.ReadOutcome;
import io.tripline.workflows.flatten.Reconciliation;
import io.tripline.workflows.flatten.Resolution;
import io.tripline.workflows.flatten.Verification;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The real polling over fake brokers, one per account. Thread-safe. */
public final class FakeFlattenSteps implements FlattenSteps {
  private static final Duration EVERY = Duration.ofSeconds(30);
  private final Map<AccountName, FlattenSteps> steps = new ConcurrentHashMap<>();

  /** From now on this account lives at that broker. */
  public void put(AccountName account, FakeFlattenBroker broker) {
    steps.put(account, new PolledFlattenSteps(broker));
  }

  @Override
  public MarketClock clock(ClockRequest request) {
    return at(request.account()).clock(request);
  }

  @Override
  public Settled settle(SettleRequest request) {
    return at(request.account()).settle(request);
  }

  @Override
  public ReadOutcome snapshot(ReadRequest request) {
    return at(request.account()).snapshot(request);
  }

  @Override
  public CancelOutcome cancelOrders(CancelRequest request) {
    return at(request.account()).cancelOrders(request);
  }

  @Override
  public CancelWait awaitCancels(AwaitCancels request) {
    return at(request.account()).awaitCancels(request);
  }

  @Override
  public ReadOutcome read(ReadRequest request) {
    return at(request.account()).read(request);
  }

  @Override
  public Submission submit(ClosingOrder order) {
    return at(order.account()).submit(order);
  }

  @Override
  public Resolution resolve(ResolveRequest request) {
    return at(request.account()).resolve(request);
  }

  @Override
  public FillWait awaitFill(AwaitClosing request) {
    return at(request.account()).awaitFill(request);
  }

  @Override
  public Verification verify(VerifyRequest request) {
    return at(request.account()).verify(request);
  }

  /** Lets the test server's time pass, not the fake's: it lasts too long to be a fake's moment. */
  @Override
  public Reconciliation reconcile(ReconcileRequest request) {
    int attempt = Activity.getExecutionContext().getInfo().getAttempt();
    Duration waited = EVERY.multipliedBy(attempt - 1L);
    if (attempt > 1) {
      Reconciliation seen = at(request.account()).reconcile(once(request));
      if (seen.changed() || waited.compareTo(request.patience()) >= 0) {
        return seen;
      }
    }
    throw ApplicationFailure.newBuilder()
        .setType("LATER")
        .setMessage("unchanged")
        .setNextRetryDelay(EVERY)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  private static ReconcileRequest once(ReconcileRequest request) {
    return new ReconcileRequest(
        request.account(), request.scope(), request.since(), request.fingerprint(), Duration.ZERO);
  }

  private FlattenSteps at(AccountName account) {
    FlattenSteps found = steps.get(account);
    if (found == null) {
      throw new IllegalStateException("no broker for " + account);
    }
    return found;
  }
}
