package io.tripline.activities.broker;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.tripline.activities.beat.Beating;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.FillOutcome;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link Broker} at Alpaca or a broker that speaks its API. */
public final class AlpacaBroker implements Broker {
  private static final Duration FIRST_POLL = Duration.ofMillis(250);
  private static final Duration SLOWEST_POLL = Duration.ofSeconds(1);
  private static final Duration ONE_DAY = Duration.ofDays(1);

  private final AlpacaAccounts accounts;
  private final InstantSource clock;

  /** {@code clock} is the host's. */
  public AlpacaBroker(AlpacaAccounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public MarketNow market(AccountName account) {
    return accounts.hours(account).now().orThrow();
  }

  @Override
  public AccountSnapshot snapshot(SnapshotRequest request) {
    AlpacaHttp http = accounts.http(request.account());
    MarketClock market = http.clock().orThrow();
    var account = http.account().orThrow();
    // Orders first: one that fills between the two is then seen twice, and never not at all.
    List<Order> orders = http.restingOrders(market.now().minus(ONE_DAY)).orThrow();
    List<Position> positions = http.positions().orThrow();
    Set<Symbol> symbols = new LinkedHashSet<>(request.symbols());
    positions.stream().map(Position::symbol).filter(Equities::quoted).forEach(symbols::add);
    return new AccountSnapshot(
        account, positions, orders, http.latestQuotes(symbols).orThrow(), market, clock.instant());
  }

  @Override
  public DailyBars dailyBars(DailyBarsRequest request) {
    AlpacaHttp http = accounts.http(request.account());
    Instant now = http.clock().orThrow().now();
    Instant midnight = TradingDay.dateOf(now).atStartOfDay(TradingDay.NEW_YORK).toInstant();
    // Trading days are about 252 of 365; ten more days bridge the longest run of holidays.
    Instant from = midnight.minus(Duration.ofDays(request.count() * 3L / 2 + 10));
    List<Bar> bars =
        http.bars(request.symbol(), Timeframe.DAY, from, midnight.minusMillis(1)).orThrow().stream()
            .filter(bar -> bar.at().isBefore(midnight))
            .toList();
    return new DailyBars(bars.subList(Math.max(0, bars.size() - request.count()), bars.size()));
  }

  @Override
  public Submission submit(OrderSubmission order) {
    return new OrderDesk(accounts.http(order.account()), clock)
        .submit(order, scheduledAt(Activity.getExecutionContext().getInfo()));
  }

  @Override
  public Lookup lookUp(OrderQuery query) {
    return accounts
        .http(query.account())
        .forSafety()
        .orderByClientId(query.clientOrderId())
        .orThrow()
        .<Lookup>map(Lookup.Found::new)
        .orElseGet(Lookup.Absent::new);
  }

  @Override
  public FillOutcome awaitFill(AwaitFill request) {
    AlpacaHttp http = accounts.http(request.account());
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    long passed = info.getCurrentAttemptScheduledTimestamp() - info.getScheduledTimestamp();
    long end = System.nanoTime() + left(request.patience(), passed).toNanos();
    // It beats beside the calls: one that hangs must not look like a dead worker.
    try (Beating beating = Beating.here()) {
      return awaitFill(request, http, end, beating);
    }
  }

  private static FillOutcome awaitFill(
      AwaitFill request, AlpacaHttp http, long end, Beating beating) {
    Duration pause = FIRST_POLL;
    while (true) {
      boolean over = System.nanoTime() >= end;
      // Whoever waits may wait for its share of the messages; the last look decides what follows.
      Answer<Optional<Order>> answer =
          (over ? http.forSafety() : http).orderByClientId(request.clientOrderId());
      Optional<Order> order =
          answer instanceof Answer.Done<Optional<Order>> done ? done.value() : Optional.empty();
      if (order.isPresent() && order.get().status().terminal()) {
        return new FillOutcome.Ended(order.get());
      }
      if (over || refusedForGood(answer)) {
        return new FillOutcome.StillOpen(
            answer
                .orThrow()
                .orElseThrow(() ->
                    Fault.NOT_FOUND.failure(
                        "the broker knows no order " + request.clientOrderId())));
      }
      beating.tell(order.map(o -> o.status().name()).orElse("not seen"));
      beating.sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(SLOWEST_POLL) > 0 ? SLOWEST_POLL : pause.multipliedBy(2);
    }
  }

  @Override
  public boolean cancel(CancelOrder request) {
    AlpacaHttp http = accounts.http(request.account()).forSafety();
    return switch (http.cancel(request.orderId()).orThrow()) {
      case REQUESTED -> true;
      case NOT_CANCELABLE ->
          http.order(request.orderId()).orThrow().map(o -> o.status().terminal()).orElse(false);
    };
  }

  @Override
  public DayOrders ordersSince(OrdersSince request) {
    AlpacaHttp http = accounts.http(request.account());
    return new DayOrders(
        http.ordersSince(request.since()).orThrow(), http.fillsSince(request.since()).orThrow());
  }

  private static boolean refusedForGood(Answer<?> answer) {
    return answer instanceof Answer.Failed<?> failed && !failed.fault().retryable();
  }

  private static Instant scheduledAt(ActivityInfo info) {
    return Instant.ofEpochMilli(
        Math.max(info.getScheduledTimestamp(), info.getCurrentAttemptScheduledTimestamp()));
  }

  /**
   * A retry does not begin with the full patience.
   *
   * @param passed milliseconds from the first attempt to this one, by the server's clock
   */
  static Duration left(Duration patience, long passed) {
    Duration left = patience.minusMillis(Math.max(0, passed));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
