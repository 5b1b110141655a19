package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.FillOutcome;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.TradingDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Supplier;

/** Clock, calendar and equity; whatever an incident must not do fails. */
public final class FakeIncidentBroker implements Broker {
  private final Supplier<Instant> now;
  private volatile String equity = "97690";

  /** Market time is that of the test's clock. */
  public FakeIncidentBroker(Supplier<Instant> now) {
    this.now = now;
  }

  /** Equity of an account that had 100,000 at the previous close. */
  public void equity(String dollars) {
    equity = dollars;
  }

  /** Regular hours of one New York date. */
  public static SessionHours session(String date) {
    LocalDate day = LocalDate.parse(date);
    return new SessionHours(
        new TradingDay(day),
        day.atTime(LocalTime.of(9, 30)).atZone(TradingDay.NEW_YORK).toInstant(),
        day.atTime(LocalTime.of(16, 0)).atZone(TradingDay.NEW_YORK).toInstant());
  }

  /** The clock as it would be read now. */
  public MarketClock clock() {
    Instant at = now.get();
    SessionHours today = session(TradingDay.dateOf(at).toString());
    boolean open = !at.isBefore(today.open()) && at.isBefore(today.close());
    return new MarketClock(at, open, today.open(), today.close(), 1);
  }

  @Override
  public MarketNow market(AccountName account) {
    return new MarketNow(
        clock(),
        new MarketCalendar(
            List.of(
                session("2026-11-23"),
                session("2026-11-24"),
                session("2026-11-25"),
                session("2026-11-27"),
                session("2026-11-30"))));
  }

  @Override
  public AccountSnapshot snapshot(SnapshotRequest request) {
    Account account =
        new Account(
            "a1",
            "ACTIVE",
            Money.of(equity),
            Money.of(equity),
            Money.of("100000"),
            LocalDate.parse("2026-11-23"),
            Money.ZERO,
            Money.of(equity),
            false,
            false,
            false);
    return new AccountSnapshot(account, List.of(), List.of(), List.of(), clock(), now.get());
  }

  @Override
  public DailyBars dailyBars(DailyBarsRequest request) {
    throw new UnsupportedOperationException("an incident reads no bars here");
  }

  @Override
  public Submission submit(OrderSubmission order) {
    throw new UnsupportedOperationException("an incident sends no order");
  }

  @Override
  public Lookup lookUp(OrderQuery query) {
    throw new UnsupportedOperationException("an incident looks up no order");
  }

  @Override
  public FillOutcome awaitFill(AwaitFill request) {
    throw new UnsupportedOperationException("an incident awaits no fill");
  }

  @Override
  public boolean cancel(CancelOrder request) {
    throw new UnsupportedOperationException("an incident cancels no order");
  }

  @Override
  public DayOrders ordersSince(OrdersSince request) {
    throw new UnsupportedOperationException("an incident reads no orders here");
  }
}
