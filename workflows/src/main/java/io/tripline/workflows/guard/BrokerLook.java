package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.AccountView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The guard's own look at the broker before it loosens anything. For workflow threads. */
final class BrokerLook {
  private final Broker broker = Workflow.newActivityStub(Broker.class, Policies.broker());
  private final Broker once = Workflow.newActivityStub(Broker.class, Policies.entryLook());
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
    Map<Symbol, Quantity> held = new LinkedHashMap<>();
    seen.positions().stream()
        .filter(p -> inScope(policy, p))
        .forEach(p -> held.put(p.symbol(), p.quantity()));
    List<Order> open =
        seen.openOrders().stream().filter(o -> policy.scope().contains(o.symbol())).toList();
    return new ResetFacts(
        session,
        market.clock().now().isBefore(session.close())
            ? session
            : market.calendar().nextAfter(session.day().date()).orElse(null),
        market.clock().open(),
        held,
        open.size(),
        (int) open.stream().filter(order -> couldRaise(order, held)).count(),
        seen.account().dayLoss().orElse(null),
        new AccountView(seen.account(), seen.positions(), seen.at()),
        books.now());
  }

  /** Once and quickly: a session waits for its answer, and its quote grows old. */
  Reading<AccountSnapshot> atAnEntry(Symbol symbol) {
    try {
      return new Reading.Seen<>(
          once.snapshot(new Broker.SnapshotRequest(books.account, List.of(symbol))), books.now());
    } catch (ActivityFailure e) {
      return new Reading.Unknown<>(Fault.of(e).orElse(Fault.BROKER_UNREACHABLE), Fault.detailOf(e));
    }
  }

  private static boolean couldRaise(Order order, Map<Symbol, Quantity> held) {
    Quantity quantity = held.get(order.symbol());
    int sign = quantity == null ? 0 : quantity.signum();
    return switch (order.side()) {
      case BUY -> sign >= 0;
      case SELL -> sign <= 0;
    };
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
