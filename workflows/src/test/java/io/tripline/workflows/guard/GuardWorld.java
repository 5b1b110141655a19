package io.tripline.workflows.guard;

import io.temporal.activity.Activity;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
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
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SlippageJudgement;
import io.tripline.workflows.proof.FlatRead;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The guard's world, by hand: a broker, a journal, and the procedures that it reaches. */
final class GuardWorld
    implements Broker, Journal, Dispatch, LossInquiry, SlippageInquiry, Watch, Configuration {
  static final AccountName ACCOUNT = new AccountName("paper");
  static final Symbol SPY = new Symbol("SPY");
  static final TradingDay MONDAY = TradingDay.parse("2026-11-16");
  static final TradingDay TUESDAY = TradingDay.parse("2026-11-17");
  static final AccountPolicy POLICY = policy(Limits.DEFAULT);

  final List<Entry> written = new CopyOnWriteArrayList<>();
  final List<String> dispatched = new CopyOnWriteArrayList<>();
  final List<IncidentBrief> briefs = new CopyOnWriteArrayList<>();
  final List<FlattenRequest> flattens = new CopyOnWriteArrayList<>();
  final List<FlattenNotice> relayed = new CopyOnWriteArrayList<>();
  volatile Money equity = Money.of("100000");
  volatile List<Position> positions = List.of();
  volatile String status = "ACTIVE";
  volatile Money gap = Money.ZERO; // beside what the parts of the account come to

  volatile List<Order> openOrders = List.of();
  volatile GuardMemory past = new GuardMemory(false, false, 0, 0, Map.of(), "");
  volatile LossVerdict verdict = LossVerdict.REAL;

  /** So many questions die with the worker that was asked. */
  final AtomicInteger dyingInquiries = new AtomicInteger();

  volatile SlippageJudgement ofTheFill = SlippageJudgement.of(List.of());
  final List<SlippageQuestion> fillsJudged = new CopyOnWriteArrayList<>();
  final List<String> ended = new CopyOnWriteArrayList<>();
  volatile TradingDay today = MONDAY;
  volatile boolean journalDown;
  volatile boolean evening;

  /** How long a snapshot takes, which is some reads. */
  volatile Duration answersAfter = Duration.ZERO;

  /** Happens while a reset is being written down. */
  volatile Runnable whileResetting = () -> {};

  volatile boolean brokerDown;
  volatile List<Quote> quotes = List.of(quoted("599.99", "600.01"));

  static AccountPolicy policy(Limits limits) {
    return new AccountPolicy(
        ACCOUNT,
        Environment.SIMULATOR,
        new Scope(List.of(SPY)),
        limits,
        new SessionPolicy(
            true,
            "daily-trend",
            SPY,
            SessionPolicy.DEFAULT.exposure(),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30)),
        ApprovalPolicy.of(List.of(new Approver("alice"), new Approver("bob"))),
        List.of(),
        Duration.ofHours(1),
        true,
        true,
        "hash",
        true,
        "",
        "default");
  }

  static SessionHours hours(TradingDay day) {
    return new SessionHours(day, at(day, 9, 30), at(day, 16, 0));
  }

  static MarketClock noon(TradingDay day) {
    return new MarketClock(
        at(day, 12, 0), true, hours(day).open().plus(Duration.ofDays(1)), hours(day).close(), 1);
  }

  private static MarketClock evening(TradingDay day) {
    Duration next = Duration.ofDays(1);
    return new MarketClock(
        at(day, 18, 0), false, hours(day).open().plus(next), hours(day).close().plus(next), 1);
  }

  private static Instant at(TradingDay day, int hour, int minute) {
    return day.date().atTime(hour, minute).atZone(TradingDay.NEW_YORK).toInstant();
  }

  static DayRolled rolled(TradingDay day, boolean clean) {
    return new DayRolled(hours(day), Money.of("100000"), Money.of("100000"), clean, noon(day));
  }

  static Observation loss(String percent) {
    return new Observation(
        KillSwitch.K1,
        Check.FAIL,
        percent,
        "2.00 %",
        Map.of("equity", "97500"),
        noon(MONDAY).now(),
        Instant.parse("2026-11-16T17:00:00Z"));
  }

  /** A quote of Monday noon. */
  static Quote quoted(String bid, String ask) {
    return new Quote(SPY, Price.of(bid), Price.of(ask), noon(MONDAY).now());
  }

  static Position held(int quantity) {
    Quantity shares = Quantity.of(String.valueOf(quantity));
    Price price = Price.of("600");
    return new Position(SPY, shares, shares, price, price, price, Money.of("600"));
  }

  static FlattenResult flatAt(Instant marketAt) {
    return new FlattenResult.ProvenFlat(
        new ProofOfFlat(
            ACCOUNT,
            "SPY",
            List.of(new FlatRead(marketAt, 0, 0)),
            List.of(),
            List.of(),
            "",
            marketAt,
            marketAt));
  }

  static FlattenNotice ended(FlattenRequest request, FlattenResult result) {
    return new FlattenNotice(
        request.requestId(), FlattenNotice.Stage.ENDED, "flat", result, request.askedAt());
  }

  @Override
  public MarketNow market(AccountName account) {
    if (brokerDown) {
      throw Fault.UNAUTHORISED.failure("no");
    }
    return new MarketNow(
        evening ? evening(today) : noon(today),
        new MarketCalendar(List.of(hours(MONDAY), hours(TUESDAY))));
  }

  @Override
  public AccountSnapshot snapshot(SnapshotRequest request) {
    LockSupport.parkNanos(answersAfter.toNanos());
    if (brokerDown) {
      throw Fault.UNAUTHORISED.failure("no");
    }
    Account account =
        new Account(
            "id",
            status,
            cash(),
            equity,
            Money.of("100000"),
            LocalDate.parse("2026-11-13"),
            Money.ZERO,
            Money.of("100000"),
            false,
            false,
            false);
    return new AccountSnapshot(
        account, positions, openOrders, quotesNow(), noon(today), noon(today).now());
  }

  /** As young as the day that it is. */
  private List<Quote> quotesNow() {
    return quotes.stream()
        .map(each -> new Quote(each.symbol(), each.bid(), each.ask(), noon(today).now()))
        .toList();
  }

  private Money cash() {
    Money left = equity.minus(gap);
    for (Position each : positions) {
      left = left.minus(new Money(each.quantity().amount().multiply(each.current().amount())));
    }
    return left;
  }

  @Override
  public DailyBars dailyBars(DailyBarsRequest request) {
    throw new AssertionError("the guard reads no bars");
  }

  @Override
  public Submission submit(OrderSubmission order) {
    throw new AssertionError("the guard sends no orders");
  }

  @Override
  public Lookup lookUp(OrderQuery query) {
    throw new AssertionError("the guard looks nothing up");
  }

  @Override
  public FillOutcome awaitFill(AwaitFill request) {
    throw new AssertionError("the guard awaits no fill");
  }

  @Override
  public boolean cancel(CancelOrder request) {
    throw new AssertionError("the guard cancels by its watch only");
  }

  @Override
  public DayOrders ordersSince(OrdersSince request) {
    throw new AssertionError("the guard reads no orders");
  }

  @Override
  public void append(Entries entries) {
    if (journalDown) {
      throw Fault.JOURNAL_UNAVAILABLE.failure("disk full");
    }
    if (entries.entries().stream().anyMatch(each -> each.id().startsWith("reset/"))) {
      whileResetting.run();
    }
    written.addAll(entries.entries());
  }

  @Override
  public Entries last(LastEntries query) {
    return new Entries(List.of());
  }

  @Override
  public GuardMemory guardMemory(AccountName account) {
    if (journalDown) {
      throw Fault.JOURNAL_UNAVAILABLE.failure("disk full");
    }
    return past;
  }

  @Override
  public StoredReport storeReport(Report report) {
    throw new AssertionError("the guard writes no report");
  }

  @Override
  public Boolean declareIncident(IncidentBrief brief) {
    boolean heard = !ended.contains(brief.id().value());
    briefs.add(brief);
    dispatched.add("declare " + brief.id());
    return heard;
  }

  @Override
  public Boolean raise(Alarm alarm) {
    dispatched.add("raise " + alarm.severity() + " " + alarm.id());
    return !ended.contains(alarm.id().value());
  }

  @Override
  public boolean join(Alarm alarm) {
    if (ended.contains(alarm.id().value())) {
      return false;
    }
    dispatched.add("join " + alarm.severity() + " " + alarm.id());
    return true;
  }

  @Override
  public boolean goesOn(String incident) {
    return !ended.contains(incident);
  }

  @Override
  public void tellTrip(TripFor told) {
    dispatched.add("trip " + told.brief().killSwitch() + " told to " + told.outage());
  }

  @Override
  public Boolean tellVerdict(VerdictFor verdict) {
    dispatched.add("verdict " + verdict.judgement().verdict());
    return !ended.contains(verdict.incident());
  }

  @Override
  public Boolean tellFlatten(FlattenFor notice) {
    relayed.add(notice.notice());
    return !ended.contains(notice.incident());
  }

  @Override
  public void tellOutage(OutageFor notice) {
    dispatched.add("outage " + notice.incident() + " waits for " + notice.outage());
  }

  @Override
  public void requestFlatten(FlattenRequest request) {
    dispatched.add("flatten " + request.reason());
    flattens.add(request);
  }

  @Override
  public void clockMoved(ClockRelay relay) {
    dispatched.add("clock " + relay.workflowIds());
  }

  @Override
  public void startSession(SessionOrder order) {
    dispatched.add("session " + order.tradingDay());
  }

  @Override
  @SuppressWarnings("NullAway")
  public LossJudgement judge(LossQuestion question) {
    if (dyingInquiries.getAndDecrement() > 0) {
      Activity.getExecutionContext().doNotCompleteOnReturn();
      return null;
    }
    return new LossJudgement(
        verdict, List.of(), "0.025", question.observation().marketAt(), "by hand");
  }

  @Override
  public SlippageJudgement judge(SlippageQuestion question) {
    fillsJudged.add(question);
    return ofTheFill;
  }

  @Override
  public WatchEnd watch(WatchStart start) {
    return new WatchEnd("at once, so that workflow time can be skipped", 0);
  }

  @Override
  public AccountPolicy policy(AccountName account) {
    if (!account.equals(ACCOUNT)) {
      throw Fault.CONFIGURATION.failure("account: " + account + " is not configured");
    }
    return POLICY;
  }
}
