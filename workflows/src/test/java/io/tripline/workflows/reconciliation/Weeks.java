package io.tripline.workflows.reconciliation;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.FillOutcome;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fakes.FakeIncidentBroker;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Journal.StoredReport;
import io.tripline.workflows.reconciliation.JournalWeek.SessionLine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A week in November 2026 as a broker and a journal may have it. */
final class Weeks implements Broker, Ledger {
  static final AccountName ACCOUNT = new AccountName("paper");
  static final TradingWeek WEEK = TradingWeek.parse("2026-W47");
  static final Symbol SPY = new Symbol("SPY");
  static final Instant TUESDAY = Instant.parse("2026-11-17T15:00:00Z");
  static final Instant SATURDAY = Instant.parse("2026-11-21T14:00:00Z");

  final List<Order> orders = new ArrayList<>();
  final List<Fill> fills = new ArrayList<>();
  final List<BookedOrder> booked = new ArrayList<>();
  final List<SessionLine> sessions = new ArrayList<>();
  final List<WeekReport> stored = new CopyOnWriteArrayList<>();
  @Nullable Balance opening;
  volatile boolean silent;
  String cash = "94000";
  String held = "10";

  /** Ten shares bought at 600 on Tuesday, as both sides tell it. */
  static Weeks agreeing() {
    Weeks weeks = new Weeks();
    weeks.orders.add(order("cafe0123-1", Side.BUY, "10", OrderStatus.FILLED));
    weeks.fills.add(fill("cafe0123-1", Side.BUY, "10", "600"));
    weeks.booked.add(booked("cafe0123-1", "FILLED", "10", "600"));
    for (int day = 16; day <= 20; day++) {
      weeks.sessions.add(session("2026-11-" + day, "TRADED"));
    }
    weeks.opening =
        new Balance(
            Instant.parse("2026-11-14T14:00:00Z"),
            Money.of("100000"),
            Money.of("100000"),
            List.of());
    return weeks;
  }

  static Order order(String id, Side side, String filled, OrderStatus status) {
    return new Order(
        "broker-" + id,
        new ClientOrderId(id),
        SPY,
        side,
        OrderType.MARKET,
        status,
        Quantity.of("10"),
        Quantity.of(filled),
        filled.equals("0") ? null : Price.of("600"),
        null,
        null,
        TUESDAY,
        TUESDAY.plusSeconds(1),
        null);
  }

  static Fill fill(String id, Side side, String quantity, String price) {
    return new Fill(
        "f-" + id,
        "broker-" + id,
        SPY,
        side,
        Quantity.of(quantity),
        Price.of(price),
        TUESDAY.plusSeconds(1));
  }

  static BookedOrder booked(String id, String status, @Nullable String filled, String price) {
    return new BookedOrder(
        new ClientOrderId(id),
        SPY,
        Side.BUY,
        status,
        filled != null,
        filled == null ? null : Quantity.of(filled),
        filled == null ? null : Price.of(price),
        TUESDAY);
  }

  static SessionLine session(String day, String end) {
    return new SessionLine(TradingDay.parse(day), end, "session ended " + end + ": as told");
  }

  static MarketCalendar calendar() {
    List<SessionHours> days = new ArrayList<>();
    for (LocalDate day = LocalDate.parse("2026-11-09");
        day.isBefore(LocalDate.parse("2026-11-26"));
        day = day.plusDays(1)) {
      if (day.getDayOfWeek().getValue() < 6) {
        days.add(FakeIncidentBroker.session(day.toString()));
      }
    }
    return new MarketCalendar(days);
  }

  private static MarketClock clock() {
    return new MarketClock(
        SATURDAY,
        false,
        Instant.parse("2026-11-23T14:30:00Z"),
        Instant.parse("2026-11-23T21:00:00Z"),
        1);
  }

  @Override
  public MarketNow market(AccountName account) {
    if (silent) {
      throw Fault.UNAUTHORISED.failure("the keys are refused");
    }
    return new MarketNow(clock(), calendar());
  }

  @Override
  public DayOrders ordersSince(OrdersSince request) {
    return new DayOrders(orders, fills);
  }

  @Override
  public AccountSnapshot snapshot(SnapshotRequest request) {
    Account account =
        new Account(
            "a1",
            "ACTIVE",
            Money.of(cash),
            Money.of("100000"),
            Money.of("100000"),
            null,
            Money.ZERO,
            Money.of(cash),
            false,
            false,
            false);
    List<Position> positions =
        held.equals("0")
            ? List.of()
            : List.of(
                new Position(
                    SPY,
                    Quantity.of(held),
                    Quantity.of(held),
                    Price.of("600"),
                    Price.of("600"),
                    Price.of("600"),
                    Money.of("6000")));
    return new AccountSnapshot(account, positions, List.of(), List.of(), clock(), SATURDAY);
  }

  @Override
  public JournalWeek week(WeekQuestion question) {
    return new JournalWeek(
        Instant.parse("2026-11-02T15:00:00Z"),
        booked,
        List.of(),
        sessions,
        List.of(),
        List.of(),
        opening);
  }

  @Override
  public StoredReport store(WeekReport report) {
    stored.add(report);
    return new StoredReport("reports/" + ReconciliationText.fileName(report.reconciliation()), "d");
  }

  @Override
  public DailyBars dailyBars(DailyBarsRequest request) {
    throw new UnsupportedOperationException("a reconciliation reads no bars");
  }

  @Override
  public Submission submit(OrderSubmission order) {
    throw new UnsupportedOperationException("a reconciliation sends nothing");
  }

  @Override
  public Lookup lookUp(OrderQuery query) {
    throw new UnsupportedOperationException("a reconciliation reads lists");
  }

  @Override
  public FillOutcome awaitFill(AwaitFill request) {
    throw new UnsupportedOperationException("a reconciliation awaits nothing");
  }

  @Override
  public boolean cancel(CancelOrder request) {
    throw new UnsupportedOperationException("a reconciliation cancels nothing");
  }
}
