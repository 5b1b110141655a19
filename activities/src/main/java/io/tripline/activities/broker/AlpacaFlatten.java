package io.tripline.activities.broker;

import io.temporal.activity.Activity;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.flatten.CancelOutcome;
import io.tripline.workflows.flatten.CancelWait;
import io.tripline.workflows.flatten.ClosingOrder;
import io.tripline.workflows.flatten.DirectDesk;
import io.tripline.workflows.flatten.FillWait;
import io.tripline.workflows.flatten.FlattenSteps;
import io.tripline.workflows.flatten.PolledFlattenSteps;
import io.tripline.workflows.flatten.ReadOutcome;
import io.tripline.workflows.flatten.Reconciliation;
import io.tripline.workflows.flatten.Resolution;
import io.tripline.workflows.flatten.Verification;
import java.time.InstantSource;
import java.util.Map;

/**
 * The steps of {@code Flatten} at Alpaca: the polling is {@link PolledFlattenSteps}', the calls are
 * those of its desk. It clears nothing that it did not set: an account that the user suspended is
 * shown as such. Thread-safe.
 */
public final class AlpacaFlatten implements FlattenSteps {
  private final FlattenSteps steps;

  /** {@code clock} is the host's. */
  public AlpacaFlatten(AlpacaAccounts accounts, InstantSource clock) {
    steps =
        new PolledFlattenSteps(
            new AlpacaDesk(accounts, clock, () -> Activity.getExecutionContext().heartbeat(null)));
  }

  /** The same calls for a process without Temporal. */
  public static DirectDesk direct(AccountName account, AlpacaHttp http, InstantSource clock) {
    return new AlpacaDesk(new AlpacaAccounts(Map.of(account, http), clock), clock, () -> {});
  }

  @Override
  public MarketClock clock(ClockRequest request) {
    return steps.clock(request);
  }

  @Override
  public Settled settle(SettleRequest request) {
    return steps.settle(request);
  }

  @Override
  public ReadOutcome snapshot(ReadRequest request) {
    return steps.snapshot(request);
  }

  @Override
  public CancelOutcome cancelOrders(CancelRequest request) {
    return steps.cancelOrders(request);
  }

  @Override
  public CancelWait awaitCancels(AwaitCancels request) {
    return steps.awaitCancels(request);
  }

  @Override
  public ReadOutcome read(ReadRequest request) {
    return steps.read(request);
  }

  @Override
  public Submission submit(ClosingOrder order) {
    return steps.submit(order);
  }

  @Override
  public Resolution resolve(ResolveRequest request) {
    return steps.resolve(request);
  }

  @Override
  public FillWait awaitFill(AwaitClosing request) {
    return steps.awaitFill(request);
  }

  @Override
  public Verification verify(VerifyRequest request) {
    return steps.verify(request);
  }

  @Override
  public Reconciliation reconcile(ReconcileRequest request) {
    return steps.reconcile(request);
  }
}
