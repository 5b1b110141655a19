package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fault.Fault;
import java.util.List;

/** The guard's own look at the broker before it loosens anything. For workflow threads. */
final class BrokerLook {
  private final Broker broker = Workflow.newActivityStub(Broker.class, Policies.broker());
  private final GuardBooks books;

  BrokerLook(GuardBooks books) {
    this.books = books;
  }

  /** The guard's own look at the broker; a failed read fails the caller. */
  ResetFacts facts(AccountPolicy policy) {
    MarketNow market;
    AccountSnapshot seen;
    try {
      market = broker.market(books.account);
      seen = broker.snapshot(new Broker.SnapshotRequest(books.account, List.of()));
    } catch (ActivityFailure e) {
      throw Fault.NOT_READY.failure("the broker could not be read: " + Fault.detailOf(e));
    }
    books.clock = market.clock();
    SessionHours session =
        market
            .calendar()
            .current(market.clock().now())
            .orElseThrow(() -> Fault.NOT_READY.failure("the broker's calendar has no session"));
    return new ResetFacts(
        session,
        market.clock().open(),
        (int) seen.positions().stream().filter(p -> inScope(policy, p)).count(),
        (int) seen.openOrders().stream().filter(o -> policy.scope().contains(o.symbol())).count());
  }

  /** Refuses to leave an exposed books.account unguarded. */
  void mayStop(AccountPolicy policy) {
    ResetFacts facts = facts(policy);
    if (facts.positions() + facts.openOrders() > 0) {
      throw Fault.NOT_READY.failure(
          "the account holds %d position(s) and %d open order(s) in scope: flatten first (tripline flatten)"
              .formatted(facts.positions(), facts.openOrders()));
    }
  }

  private static boolean inScope(AccountPolicy policy, Position position) {
    return policy.scope().contains(position.symbol()) && position.quantity().signum() != 0;
  }
}
