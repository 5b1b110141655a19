package io.tripline.workflows.session;

import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.proof.PermitRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The day's one decision: read what was done today, decide, authorise, execute, await, settle,
 * record. A decision that an order of today has executed is never repeated; of an exit that sold
 * only a part, the rest is sold. Only for workflow threads.
 */
final class SessionPass {
  /** How the pass ended. */
  record Result(SessionEnd end, String detail) {}

  private final SessionParts parts;
  private final GuardStatus guardAtStart;
  private final SessionPolicy how;
  private final Execution execution;
  private final SessionSheet sheet;

  /** {@code how}: size, style and patience as they stand. */
  SessionPass(SessionParts parts, GuardStatus guardAtStart, SessionPolicy how) {
    this.parts = parts;
    this.guardAtStart = guardAtStart;
    this.how = how;
    this.execution = new Execution(parts, how, guardAtStart.ladder());
    this.sheet = parts.sheet();
  }

  /** Throws the failure of a {@link Fault} when something can't be read. */
  Result run() {
    sheet.to(new SessionState.Deciding());
    EarlierOrders earlier = earlierOrders();
    Optional<Order> live = earlier.live();
    if (live.isPresent()) {
      return finishEarlier(live.get()).result();
    }
    AccountSnapshot snapshot = parts.snapshot();
    List<Bar> bars = dailyBars();
    return switch (new StrategyDesk(parts).ask(snapshot, bars)) {
      case Advice.None(var why) -> noDecision(why);
      case Advice.Wants(var target, var price) ->
          decide(earlier, snapshot, target, price == null ? decisionPrice(bars) : price);
    };
  }

  /** What became of asking in vain: held stays held. */
  Result noDecision(String why) {
    String text = "strategy " + parts.policy().session().strategy() + ": " + why;
    sheet.line(text);
    return new Result(SessionEnd.NO_DECISION, text + ": no decision, nothing is sent");
  }

  private Result decide(
      EarlierOrders earlier, AccountSnapshot snapshot, Strategy.Target target, Price price) {
    sheet.line("strategy " + parts.policy().session().strategy() + ": " + target.reason());
    Quote quote = parts.quoteOf(snapshot);
    SessionPlan plan =
        SessionPlan.of(
            new SessionPlan.Situation(
                how,
                target,
                guardAtStart.ladder(),
                snapshot.account(),
                snapshot.positions(),
                quote,
                snapshot.clock().now(),
                parts.hours().close()));
    return switch (plan) {
      case SessionPlan.Nothing(var end, var why) -> new Result(end, why);
      case SessionPlan.Send(var intent, var why) -> {
        Optional<Order> executed =
            intent.side() == Side.SELL && parts.rules().sellsTheRest()
                ? earlier.soldWhole()
                : earlier.executed(intent.side());
        yield executed.isPresent()
            ? alreadyExecuted(executed.get())
            : new Chase(parts, execution, how)
                .carryOut(
                    new Decision(
                        intent,
                        why + " (" + target.reason() + ")",
                        price,
                        quote,
                        snapshot.clock().now()))
                .result();
      }
    };
  }

  /** The broker's list, and what the guard's unsettled permits became. */
  EarlierOrders earlierOrders() {
    List<Order> all = new ArrayList<>(parts.ordersToday("read the day's orders"));
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
        execution
            .conclusion()
            .settle(unsettled.id(), Settlement.Outcome.ENDED, "seen " + known.get().status());
      }
    }
    EarlierOrders ours = EarlierOrders.among(all, parts.policy().session().symbol());
    if (parts.rules().recordsLateEnds()) {
      // Whoever sent one may have given up following it before it filled.
      ours.orders().stream()
          .filter(order -> order.status().terminal())
          .filter(order -> !parts.record().hasEnded(order.clientOrderId()))
          .forEach(parts.record()::endedEarlier);
    }
    return ours;
  }

  private Optional<Order> lookUp(PermitRef unsettled) {
    Instant travelled = unsettled.usableUntil().plus(Policies.WRITE_TIMEOUT);
    while (true) {
      Instant askedAt = now();
      switch (execution.desk().lookUp(unsettled.id())) {
        case Lookup.Found(var order) -> {
          return Optional.of(order);
        }
        case Lookup.Absent() -> {
          if (askedAt.isAfter(travelled)) {
            if (askedAt.isAfter(unsettled.usableUntil().plus(Policies.SURELY_NOT_SENT))) {
              execution
                  .conclusion()
                  .settle(
                      unsettled.id(),
                      Settlement.Outcome.NOT_SENT,
                      "the broker knows no such order");
            }
            return Optional.empty();
          }
        }
      }
      sheet.line("permit " + unsettled.id() + " of an earlier run may still be used: waiting");
      pause(Policies.BETWEEN_LOOK_UPS, "before an earlier permit is looked up again");
    }
  }

  /** Awaits an order that an earlier run sent. */
  Execution.Done finishEarlier(Order order) {
    sheet.order(order.clientOrderId().value());
    sheet.line("order " + order.clientOrderId() + " of an earlier run still lives: awaiting it");
    SendOutcome outcome = execution.desk().follow(order);
    return new Execution.Done(
        execution
            .conclusion()
            .of(order.clientOrderId(), outcome, Price.ZERO, null, "order of an earlier run: "),
        outcome instanceof SendOutcome.Ended(var ended) ? ended : null);
  }

  private Result alreadyExecuted(Order order) {
    if (!parts.record().hasEnded(order.clientOrderId())) {
      parts.record().endedEarlier(order);
    }
    return new Result(
        SessionEnd.NOTHING_TO_DO,
        "today's decision was executed by order "
            + order.clientOrderId()
            + " (filled "
            + order.filled()
            + "): not repeated");
  }

  /** The complete daily bars before today. */
  List<Bar> dailyBars() {
    return parts
        .reads()
        .read(
            Broker.class,
            Fault.BROKER_UNREACHABLE,
            "read daily bars",
            (Broker broker) ->
                broker.dailyBars(
                    new Broker.DailyBarsRequest(
                        parts.account(), parts.policy().session().symbol(), Policies.DAILY_BARS)))
        .bars();
  }

  /** The price that a strategy on daily bars uses: the last complete close. */
  private static Price decisionPrice(List<Bar> bars) {
    return bars.isEmpty() ? Price.ZERO : bars.get(bars.size() - 1).close();
  }

  private static void pause(Duration time, String summary) {
    Workflow.newTimer(time, TimerOptions.newBuilder().setSummary(summary).build()).get();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
