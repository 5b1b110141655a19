package io.tripline.workflows.session;

import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Permit;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.proof.PermitRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The day's one decision: read what was done today, decide, authorise, execute, await, settle,
 * record. A decision that an order of today has executed is never repeated. Only for workflow
 * threads.
 */
final class SessionPass {
  /** How the pass ended. */
  record Result(SessionEnd end, String detail) {}

  /** A decision with what it was made of. */
  private record Decision(
      OrderIntent intent, String why, Price price, @Nullable Quote quote, Instant at) {}

  private final AccountPolicy policy;
  private final AccountName account;
  private final SessionHours hours;
  private final GuardStatus guardAtStart;
  private final SessionReads reads;
  private final SessionGuard guard;
  private final OrderDesk desk;
  private final MarketTime market;
  private final SessionSheet sheet;
  private final SessionRecord record;
  private final Conclusion conclusion;
  private final BooleanSupplier stopped;

  SessionPass(
      AccountPolicy policy,
      SessionHours hours,
      GuardStatus guardAtStart,
      SessionReads reads,
      SessionGuard guard,
      MarketTime market,
      SessionSheet sheet,
      SessionRecord record,
      BooleanSupplier stopped) {
    this.policy = policy;
    this.account = policy.account();
    this.hours = hours;
    this.guardAtStart = guardAtStart;
    this.reads = reads;
    this.guard = guard;
    this.desk = new OrderDesk(account, policy.session().fillPatience(), reads, sheet);
    this.market = market;
    this.sheet = sheet;
    this.record = record;
    this.conclusion = new Conclusion(account, guard, record);
    this.stopped = stopped;
  }

  /** Throws the failure of a {@link Fault} when something can't be read. */
  Result run() {
    sheet.to(new SessionState.Deciding());
    EarlierOrders earlier = earlierOrders();
    Optional<Order> live = earlier.live();
    if (live.isPresent()) {
      return finishEarlier(live.get());
    }
    AccountSnapshot snapshot = snapshot();
    List<Bar> bars = dailyBars();
    Strategy.Target target = ask(snapshot, bars);
    sheet.line("strategy " + policy.session().strategy() + ": " + target.reason());
    Quote quote = quoteOf(snapshot);
    SessionPlan plan =
        SessionPlan.of(
            new SessionPlan.Situation(
                policy.session(),
                target,
                guardAtStart.ladder(),
                snapshot.account(),
                snapshot.positions(),
                quote,
                snapshot.clock().now(),
                hours.close()));
    return switch (plan) {
      case SessionPlan.Nothing(var end, var why) -> new Result(end, why);
      case SessionPlan.Send(var intent, var why) -> {
        Optional<Order> executed = earlier.executed(intent.side());
        yield executed.isPresent()
            ? alreadyExecuted(executed.get())
            : execute(
                new Decision(
                    intent,
                    why + " (" + target.reason() + ")",
                    decisionPrice(bars),
                    quote,
                    snapshot.clock().now()));
      }
    };
  }

  /** The broker's list, and what the guard's unsettled permits became. */
  private EarlierOrders earlierOrders() {
    List<Order> all =
        new ArrayList<>(
            reads
                .read(
                    Broker.class,
                    Fault.BROKER_UNREACHABLE,
                    "read the day's orders",
                    (Broker broker) ->
                        broker.ordersSince(new Broker.OrdersSince(account, hours.open())))
                .orders());
    for (PermitRef unsettled : guardAtStart.unsettled()) {
      Optional<Order> listed =
          all.stream().filter(o -> o.clientOrderId().equals(unsettled.id())).findFirst();
      Optional<Order> known = listed.isPresent() ? listed : lookUp(unsettled);
      if (known.isEmpty()) {
        continue;
      }
      if (listed.isEmpty()) {
        all.add(known.get());
      }
      if (known.get().status().terminal()) {
        conclusion.settle(unsettled.id(), Settlement.Outcome.ENDED, "seen " + known.get().status());
      }
    }
    return EarlierOrders.among(all, policy.session().symbol());
  }

  private Optional<Order> lookUp(PermitRef unsettled) {
    Instant travelled = unsettled.usableUntil().plus(Policies.WRITE_TIMEOUT);
    while (true) {
      Instant askedAt = now();
      switch (desk.lookUp(unsettled.id())) {
        case Lookup.Found(var order) -> {
          return Optional.of(order);
        }
        case Lookup.Absent() -> {
          if (askedAt.isAfter(travelled)) {
            if (askedAt.isAfter(unsettled.usableUntil().plus(Policies.SURELY_NOT_SENT))) {
              conclusion.settle(
                  unsettled.id(), Settlement.Outcome.NOT_SENT, "the broker knows no such order");
            }
            return Optional.empty();
          }
        }
      }
      sheet.line("permit " + unsettled.id() + " of an earlier run may still be used: waiting");
      pause(Policies.BETWEEN_LOOK_UPS, "before an earlier permit is looked up again");
    }
  }

  private Result finishEarlier(Order order) {
    sheet.order(order.clientOrderId().value());
    sheet.line("order " + order.clientOrderId() + " of an earlier run still lives: awaiting it");
    return conclusion.of(
        order.clientOrderId(), desk.follow(order), Price.ZERO, null, "order of an earlier run: ");
  }

  private Result alreadyExecuted(Order order) {
    record.ended(order, Price.ZERO, null);
    return new Result(
        SessionEnd.NOTHING_TO_DO,
        "today's decision was executed by order "
            + order.clientOrderId()
            + " (filled "
            + order.filled()
            + "): not repeated");
  }

  private Strategy.Target ask(AccountSnapshot snapshot, List<Bar> bars) {
    Quantity held =
        snapshot.positions().stream()
            .filter(p -> p.symbol().equals(policy.session().symbol()))
            .map(Position::quantity)
            .findFirst()
            .orElse(Quantity.ZERO);
    return reads.read(
        Strategy.class,
        Fault.CONFIGURATION,
        "ask the strategy",
        (Strategy strategy) ->
            strategy.decide(
                new Strategy.Question(
                    policy.session().strategy(),
                    hours.day(),
                    policy.session().symbol(),
                    bars,
                    held)));
  }

  private Result execute(Decision decision) {
    boolean entry = decision.intent().entry();
    for (int attempt = 1; ; attempt++) {
      if (stopped.getAsBoolean()) {
        return new Result(SessionEnd.STOPPED, "stopped before the order was authorised");
      }
      if (entry && record.full()) {
        return new Result(SessionEnd.DROPPED, "the journal is behind: no entry");
      }
      if (entry && market.longerThan(Policies.DECISION_LIFE, decision.at())) {
        return tooOld();
      }
      guard.awaitSettledBriefly();
      sheet.to(new SessionState.Authorising(decision.intent()));
      switch (guard.ask(decision.intent())) {
        case PermitAnswer.Refused(var fault, var reason) -> {
          sheet.line("the guard says no: " + reason);
          return !entry && fault == Fault.NO_GUARD
              ? leaveUnguarded(decision)
              : refusal(fault, reason);
        }
        case PermitAnswer.Granted(var permit) -> {
          Optional<Result> result = use(permit, decision);
          if (result.isPresent()) {
            return result.get();
          }
          if (attempt >= Policies.PERMIT_ATTEMPTS) {
            return new Result(
                SessionEnd.DROPPED, attempt + " permits expired before they could be used");
          }
        }
      }
    }
  }

  /** Empty when the permit expired unused, so that another may be asked for. */
  private Optional<Result> use(Permit permit, Decision decision) {
    if (stopped.getAsBoolean()) {
      conclusion.settle(permit.id(), Settlement.Outcome.NOT_SENT, "stopped");
      return Optional.of(new Result(SessionEnd.STOPPED, "stopped before the order was sent"));
    }
    if (decision.intent().entry() && market.longerThan(Policies.DECISION_LIFE, decision.at())) {
      conclusion.settle(permit.id(), Settlement.Outcome.NOT_SENT, "the decision is too old");
      return Optional.of(tooOld());
    }
    record.intent(permit.id(), decision.intent(), decision.price(), decision.why());
    SendOutcome outcome = desk.send(permit.id(), decision.intent(), permit.expiresAt());
    if (outcome instanceof SendOutcome.Refused(var fault, var detail)
        && fault == Fault.PERMIT_EXPIRED) {
      conclusion.settle(permit.id(), Settlement.Outcome.NOT_SENT, detail);
      record.failed(permit.id(), "NOT_SENT", detail);
      return Optional.empty();
    }
    if (outcome instanceof SendOutcome.Absent && !decision.intent().entry()) {
      outcome = sendExitAgain(permit.id(), decision.intent(), outcome);
    }
    return Optional.of(conclusion.of(permit.id(), outcome, decision.price(), decision.quote(), ""));
  }

  /** An exit, and only under the same id, after the look-ups found nothing. */
  private SendOutcome sendExitAgain(ClientOrderId id, OrderIntent intent, SendOutcome before) {
    boolean free =
        guard.status() instanceof Reading.Seen<GuardStatus> seen && !seen.value().isHalted();
    if (!free) {
      return before;
    }
    sheet.line("exit " + id + " never arrived: sending it again under the same id");
    return desk.send(id, intent, now().plus(Policies.EXIT_LIFE));
  }

  /** The guard has been silent: an exit may go if no flatten shows at the broker. */
  private Result leaveUnguarded(Decision decision) {
    pause(Policies.GUARD_SILENCE, "give the guard 5 s before an exit without permit");
    if (guard.status() instanceof Reading.Seen<GuardStatus>) {
      return refusal(Fault.NO_GUARD, "the guard answered late: try again");
    }
    List<Order> today =
        reads
            .read(
                Broker.class,
                Fault.BROKER_UNREACHABLE,
                "see whether a flatten runs",
                (Broker broker) ->
                    broker.ordersSince(new Broker.OrdersSince(account, hours.open())))
            .orders();
    if (today.stream().anyMatch(o -> o.clientOrderId().value().startsWith("flat-"))) {
      return refusal(Fault.NO_GUARD, "the guard is silent and a flatten has sent orders today");
    }
    SessionPlan plan = exitOf(snapshot());
    if (!(plan instanceof SessionPlan.Send(var intent, var why))) {
      return new Result(SessionEnd.NOTHING_TO_DO, "nothing is held any more");
    }
    ClientOrderId id =
        new ClientOrderId("exit-" + Workflow.getInfo().getFirstExecutionRunId() + "-1");
    record.intent(id, intent, decision.price(), "WITHOUT A PERMIT, the guard is silent; " + why);
    SendOutcome outcome = desk.send(id, intent, now().plus(Policies.EXIT_LIFE));
    return conclusion.of(id, outcome, decision.price(), decision.quote(), "without a permit: ");
  }

  private SessionPlan exitOf(AccountSnapshot snapshot) {
    return SessionPlan.of(
        new SessionPlan.Situation(
            policy.session(),
            new Strategy.Target(BigDecimal.ZERO, "leave"),
            guardAtStart.ladder(),
            snapshot.account(),
            snapshot.positions(),
            quoteOf(snapshot),
            snapshot.clock().now(),
            hours.close()));
  }

  private AccountSnapshot snapshot() {
    AccountSnapshot snapshot =
        reads.read(
            Broker.class,
            Fault.BROKER_UNREACHABLE,
            "read account, positions and quote",
            (Broker broker) ->
                broker.snapshot(
                    new Broker.SnapshotRequest(account, List.of(policy.session().symbol()))));
    market.seen(snapshot.clock());
    return snapshot;
  }

  private List<Bar> dailyBars() {
    return reads
        .read(
            Broker.class,
            Fault.BROKER_UNREACHABLE,
            "read daily bars",
            (Broker broker) ->
                broker.dailyBars(
                    new Broker.DailyBarsRequest(
                        account, policy.session().symbol(), Policies.DAILY_BARS)))
        .bars();
  }

  private @Nullable Quote quoteOf(AccountSnapshot snapshot) {
    return snapshot.quotes().stream()
        .filter(q -> q.symbol().equals(policy.session().symbol()))
        .findFirst()
        .orElse(null);
  }

  /** The price that a strategy on daily bars uses: the last complete close. */
  private static Price decisionPrice(List<Bar> bars) {
    return bars.isEmpty() ? Price.ZERO : bars.get(bars.size() - 1).close();
  }

  private static Result refusal(Fault fault, String reason) {
    return new Result(
        fault == Fault.HALTED ? SessionEnd.HALTED : SessionEnd.NOT_PERMITTED,
        fault + ": " + reason);
  }

  private static Result tooOld() {
    return new Result(
        SessionEnd.DROPPED,
        "the decision is older than " + Policies.DECISION_LIFE.toSeconds() + " s: not sent");
  }

  private static void pause(Duration time, String summary) {
    Workflow.newTimer(time, TimerOptions.newBuilder().setSummary(summary).build()).get();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
