package io.tripline.workflows.session;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fault.Fault;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a session's decisions and orders work with. Only for workflow threads.
 *
 * @param policy what the session started under; its size is the largest
 * @param hours the trading day's
 * @param rules those that hold for this run
 * @param stopped true once a person stopped it
 */
record SessionParts(
    AccountPolicy policy,
    SessionHours hours,
    SessionReads reads,
    SessionGuard guard,
    MarketTime market,
    SessionSheet sheet,
    SessionRecord record,
    SessionRules rules,
    BooleanSupplier stopped) {
  /** The guard knows the limits in force, whoever started this session with what it knew. */
  SessionParts under(AccountPolicy inForce) {
    record.under(inForce);
    return new SessionParts(
        policy.with(inForce.limits(), inForce.configurationHash()),
        hours,
        reads,
        guard,
        market,
        sheet,
        record,
        rules,
        stopped);
  }

  AccountName account() {
    return policy.account();
  }

  /** Account, positions and the quote of the policy's symbol. */
  AccountSnapshot snapshot() {
    AccountSnapshot snapshot =
        reads.read(
            Broker.class,
            Fault.BROKER_UNREACHABLE,
            "read account, positions and quote",
            (Broker broker) ->
                broker.snapshot(
                    new Broker.SnapshotRequest(account(), List.of(policy.session().symbol()))));
    market.seen(snapshot.clock());
    guard.reads(snapshot.account().id());
    return snapshot;
  }

  /** The day's orders as the broker lists them. */
  List<Order> ordersToday(String summary) {
    return reads
        .read(
            Broker.class,
            Fault.BROKER_UNREACHABLE,
            summary,
            (Broker broker) -> broker.ordersSince(new Broker.OrdersSince(account(), hours.open())))
        .orders();
  }

  @Nullable Quote quoteOf(AccountSnapshot snapshot) {
    return snapshot.quotes().stream()
        .filter(q -> q.symbol().equals(policy.session().symbol()))
        .findFirst()
        .orElse(null);
  }
}
