package io.tripline.activities.broker;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.ClosingOrder;
import io.tripline.workflows.flatten.DirectDesk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Flatten's single calls at Alpaca, out of the rate budget's reserve. Each call is announced by a
 * heartbeat, where there is somebody to hear it. Thread-safe.
 */
final class AlpacaDesk implements DirectDesk {
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final AlpacaAccounts accounts;
  private final InstantSource clock;
  private final Runnable heartbeat;

  AlpacaDesk(AlpacaAccounts accounts, InstantSource clock, Runnable heartbeat) {
    this.accounts = accounts;
    this.clock = clock;
    this.heartbeat = heartbeat;
  }

  @Override
  public Reading<Account> account(AccountName account) {
    return reading(http(account).account());
  }

  @Override
  public Reading<List<Position>> positions(AccountName account) {
    return reading(http(account).positions());
  }

  @Override
  public Reading<List<Order>> openOrders(AccountName account, Instant since) {
    return reading(http(account).restingOrders(since));
  }

  @Override
  public Reading<List<Order>> orders(AccountName account, Instant since) {
    return reading(http(account).ordersSince(since));
  }

  @Override
  public Reading<List<Fill>> fills(AccountName account, Instant since) {
    return reading(http(account).fillsSince(since));
  }

  @Override
  public Reading<MarketClock> clock(AccountName account) {
    return reading(http(account).clock());
  }

  @Override
  public Reading<List<Quote>> quotes(AccountName account, List<Symbol> symbols) {
    return reading(http(account).latestQuotes(symbols.stream().filter(Equities::quoted).toList()));
  }

  @Override
  public Reading<Lookup> lookUp(AccountName account, ClientOrderId id) {
    return reading(http(account).orderByClientId(id).map(AlpacaDesk::lookup));
  }

  @Override
  public Reading<Lookup> order(AccountName account, String orderId) {
    return reading(http(account).order(orderId).map(AlpacaDesk::lookup));
  }

  @Override
  public Submission sell(ClosingOrder order) {
    AlpacaHttp http = http(order.account());
    return new Refusals(http)
        .outcome(
            order.id(),
            there -> there.side() == Side.SELL && there.symbol().equals(order.symbol()),
            http.submit(NewOrder.close(order.id(), order.symbol(), order.quantity())));
  }

  /** What came of it shows in the next read: a 204 is a request, and a 422 may be a fill. */
  @Override
  public void cancel(AccountName account, String orderId) {
    http(account).cancel(orderId);
  }

  @Override
  public void clearSuspend(AccountName account) {
    http(account).suspendTrade(false);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void pause(Duration duration) {
    Instant until = clock.instant().plus(duration);
    while (true) {
      Duration left = Duration.between(clock.instant(), until);
      if (!left.isPositive()) {
        return;
      }
      heartbeat.run();
      try {
        Thread.sleep(left.compareTo(SLICE) < 0 ? left : SLICE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Fault.BROKER_UNREACHABLE.failure("interrupted while waiting for the broker");
      }
    }
  }

  private AlpacaHttp http(AccountName account) {
    heartbeat.run();
    return accounts.http(account).forSafety();
  }

  private <T> Reading<T> reading(Answer<T> answer) {
    return switch (answer) {
      case Answer.Done<T>(T value, String requestId) -> new Reading.Seen<>(value, clock.instant());
      case Answer.Failed<T>(Fault fault, String detail, Answer.Extras extras) ->
          new Reading.Unknown<>(fault, detail);
      case Answer.NoAnswer<T>(String detail) ->
          new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, detail);
    };
  }

  private static Lookup lookup(Optional<Order> order) {
    return order.<Lookup>map(Lookup.Found::new).orElseGet(Lookup.Absent::new);
  }
}
