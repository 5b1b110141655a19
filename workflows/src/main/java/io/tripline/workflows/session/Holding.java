package io.tripline.workflows.session;

import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.fault.Fault;
import java.util.List;

/** What a session leaves behind, in words. Only for workflow threads. */
final class Holding {
  private final AccountPolicy policy;
  private final SessionReads reads;

  Holding(AccountPolicy policy, SessionReads reads) {
    this.policy = policy;
    this.reads = reads;
  }

  /** What is held at the end; empty where nothing was done. */
  String words(SessionEnd end) {
    return switch (end) {
      case MARKET_CLOSED, HALTED, NOT_PERMITTED, WATCHING -> "";
      case TRADED, NOTHING_TO_DO, NO_DECISION, REFUSED, DROPPED, UNRESOLVED, STOPPED -> now();
    };
  }

  private String now() {
    try {
      return held(snapshot());
    } catch (ApplicationFailure failure) {
      return "position unknown: " + failure.getOriginalMessage();
    }
  }

  private String held(AccountSnapshot snapshot) {
    List<Position> held =
        snapshot.positions().stream()
            .filter(p -> p.symbol().equals(policy.session().symbol()))
            .toList();
    return held.isEmpty()
        ? "holds no " + policy.session().symbol()
        : "holds " + held.get(0).quantity() + " " + held.get(0).symbol();
  }

  private AccountSnapshot snapshot() {
    return reads.read(
        Broker.class,
        Fault.BROKER_UNREACHABLE,
        "read what is held",
        (Broker broker) ->
            broker.snapshot(
                new Broker.SnapshotRequest(policy.account(), List.of(policy.session().symbol()))));
  }
}
