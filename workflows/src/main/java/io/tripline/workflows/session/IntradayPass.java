package io.tripline.workflows.session;

import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.OrderStyle;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.guard.GuardStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One of many decisions of a day. What the last executed order of the day did is not done again
 * until the strategy has wanted the opposite meanwhile: a position that others closed is not bought
 * back by the same decision. Only for workflow threads.
 */
final class IntradayPass {
  private final SessionParts parts;
  private final SessionPolicy how;
  private final GuardStatus status;
  private final SessionPass reads;
  private final IntradayMemory memory;

  IntradayPass(SessionParts parts, GuardStatus status, SessionPolicy how, IntradayMemory memory) {
    this.parts = parts;
    this.status = status;
    this.how = how;
    this.reads = new SessionPass(parts, status, how);
    this.memory = memory;
  }

  /** Throws the failure of a fault when something can't be read. */
  SessionPass.Result run() {
    parts.sheet().to(new SessionState.Deciding());
    EarlierOrders earlier = reads.earlierOrders();
    Optional<Order> live = earlier.live();
    if (live.isPresent()) {
      return taken(reads.finishEarlier(live.get()));
    }
    AccountSnapshot snapshot = parts.snapshot();
    if (!snapshot.clock().open() || !snapshot.clock().now().isBefore(parts.hours().close())) {
      return new SessionPass.Result(SessionEnd.MARKET_CLOSED, "the market has closed");
    }
    List<Bar> bars = memory.bars(reads::dailyBars);
    return switch (new StrategyDesk(parts).ask(snapshot, bars)) {
      case Advice.None(var why) -> reads.noDecision(why);
      case Advice.Wants(var target, var price) ->
          decide(earlier, snapshot, target, price == null ? mid(snapshot) : price);
    };
  }

  private SessionPass.Result decide(
      EarlierOrders earlier, AccountSnapshot snapshot, Strategy.Target target, Price price) {
    Optional<Order> last = earlier.lastExecuted();
    Side wanted = target.exposure().signum() > 0 ? Side.BUY : Side.SELL;
    if (last.isPresent() && last.get().side() != wanted) {
      memory.wantedTheOpposite();
    }
    return switch (SessionPlan.of(situation(snapshot, target, how))) {
      case SessionPlan.Nothing(var end, var why) ->
          new SessionPass.Result(end, why + " (" + target.reason() + ")");
      case SessionPlan.Send(var intent, var why) ->
          last.isPresent() && done(last.get(), intent.side())
              ? alreadyExecuted(last.get())
              : send(intent, why + " (" + target.reason() + ")", price, snapshot, how);
    };
  }

  /** Sells what is held, at the market, whatever the strategy says. */
  SessionPass.Result closeOut() {
    EarlierOrders earlier = reads.earlierOrders();
    Optional<Order> live = earlier.live();
    if (live.isPresent()) {
      return taken(reads.finishEarlier(live.get()));
    }
    earlier.lastBoughtAt().ifPresent(memory::bought);
    earlier.soldWhole().map(EarlierOrders::executedAt).ifPresent(memory::soldAll);
    ExecutionPolicy usual = how.executing();
    SessionPolicy atMarket =
        how.executed(
            how.exposure(),
            how.fillPatience(),
            usual.styled(OrderStyle.MARKET, usual.offsetBps(), usual.requotes()));
    AccountSnapshot snapshot = parts.snapshot();
    Instant now = snapshot.clock().now();
    Strategy.Target flat = new Strategy.Target(BigDecimal.ZERO, "flat before the close");
    return switch (SessionPlan.of(situation(snapshot, flat, atMarket))) {
      case SessionPlan.Nothing(var end, var why) ->
          end == SessionEnd.NOTHING_TO_DO && mistrusts() && memory.mayHoldUnseen(now)
              ? new SessionPass.Result(
                  SessionEnd.UNRESOLVED,
                  "the positions may not show yet what was just bought: looking again")
              : new SessionPass.Result(end, why);
      case SessionPlan.Send(var intent, var why) ->
          mistrusts() && memory.mayShowWhatIsSold(now)
              ? new SessionPass.Result(
                  SessionEnd.UNRESOLVED,
                  "the positions may still show what was just sold: looking again")
              : send(intent, why + " (flat before the close)", mid(snapshot), snapshot, atMarket);
    };
  }

  private SessionPass.Result send(
      OrderIntent intent, String why, Price price, AccountSnapshot snapshot, SessionPolicy manner) {
    Decision decision =
        new Decision(intent, why, price, parts.quoteOf(snapshot), snapshot.clock().now());
    Execution execution = new Execution(parts, manner, status.ladder());
    return taken(new Chase(parts, execution, manner).carryOut(decision));
  }

  private SessionPass.Result taken(Execution.Done done) {
    Order order = done.order();
    if (order != null && order.filled().signum() > 0) {
      memory.executed();
      Instant now = parts.market().now();
      if (order.side() == Side.BUY && now != null) {
        memory.bought(now);
      } else if (EarlierOrders.whole(order) && now != null) {
        memory.soldAll(now);
      }
    }
    return done.result();
  }

  private boolean mistrusts() {
    return parts.rules().mistrustsPositions();
  }

  private boolean done(Order last, Side side) {
    return last.side() == side
        && !memory.opposite()
        && (side == Side.BUY || EarlierOrders.whole(last));
  }

  private SessionPass.Result alreadyExecuted(Order order) {
    if (!parts.sheet().orders().contains(order.clientOrderId().value())) {
      parts.record().endedEarlier(order);
    }
    return new SessionPass.Result(
        SessionEnd.NOTHING_TO_DO,
        "this decision was executed by order "
            + order.clientOrderId()
            + " (filled "
            + order.filled()
            + "): not repeated until the strategy has wanted the opposite");
  }

  private SessionPlan.Situation situation(
      AccountSnapshot snapshot, Strategy.Target target, SessionPolicy manner) {
    return new SessionPlan.Situation(
        manner,
        target,
        status.ladder(),
        snapshot.account(),
        snapshot.positions(),
        parts.quoteOf(snapshot),
        snapshot.clock().now(),
        parts.hours().close());
  }

  /** The price of a decision that named none: the market's. */
  private Price mid(AccountSnapshot snapshot) {
    Quote quote = parts.quoteOf(snapshot);
    return quote == null || !quote.usable() ? Price.ZERO : quote.mid();
  }
}
