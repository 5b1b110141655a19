package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.NewOrder;
import io.tripline.activities.broker.RateBudget;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.Limits;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A simulated broker with an account, and our client of it. */
final class Rig implements AutoCloseable {
  static final AccountName ACCOUNT = new AccountName("drill");
  static final Symbol SPY = new Symbol("SPY");

  final BrokerSimulator simulator;
  final AlpacaHttp http;
  final AlpacaAccounts accounts;

  Rig() {
    this(false);
  }

  /** Whether the watch listens to the account's streams. */
  Rig(boolean streams) {
    try {
      simulator = BrokerSimulator.start(SimulatorOptions.defaults().withRequestsPerMinute(0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    http =
        new AlpacaHttp(
            AlpacaEndpoint.simulator(simulator.url()).withStreams(streams),
            new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
            RateBudget.perMinute(200),
            InstantSource.system());
    accounts = new AlpacaAccounts(Map.of(ACCOUNT, http), InstantSource.system());
  }

  static AccountPolicy policy(Duration confirmSpan) {
    Limits shipped = Limits.DEFAULT;
    return new AccountPolicy(
        ACCOUNT,
        Environment.SIMULATOR,
        Scope.EVERYTHING,
        new Limits(
            shipped.dailyLoss(),
            shipped.dailyLossSoft(),
            shipped.confirmReads(),
            confirmSpan,
            shipped.instantFactor(),
            shipped.verdictWithin()),
        SessionPolicy.DEFAULT,
        ApprovalPolicy.of(List.of(new Approver("alice"), new Approver("bob"))),
        List.of(),
        Duration.ofHours(1),
        true,
        true,
        "test",
        true,
        "",
        "default");
  }

  /** Another process with the account's keys. */
  AlpacaHttp other() {
    return new AlpacaHttp(
        AlpacaEndpoint.simulator(simulator.url()).withStreams(true),
        new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
        RateBudget.perMinute(200),
        InstantSource.system());
  }

  /** Buys SPY at the market and waits for the fill. */
  void buys(String quantity) {
    ClientOrderId id = new ClientOrderId("buy-" + System.nanoTime());
    http.submit(NewOrder.of(id, new OrderIntent(SPY, Side.BUY, Quantity.of(quantity), null, true)))
        .orThrow();
    for (int i = 0; i < 100; i++) {
      Order order = http.orderByClientId(id).orThrow().orElseThrow();
      if (order.status().terminal()) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("no fill");
  }

  /** Leaves an order resting. */
  Order rests(String id, Side side, String quantity, String limit, boolean entry) {
    return http.submit(
            NewOrder.of(
                new ClientOrderId(id),
                new OrderIntent(SPY, side, Quantity.of(quantity), Price.of(limit), entry)))
        .orThrow();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
