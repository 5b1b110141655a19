package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.SwitchPlan;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.ClockSwitch;
import io.tripline.workflows.killswitch.DailyLoss;
import io.tripline.workflows.killswitch.DataQualitySwitch;
import io.tripline.workflows.killswitch.DrawdownSwitch;
import io.tripline.workflows.killswitch.DriftSwitch;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossStreakSwitch;
import io.tripline.workflows.killswitch.MarketConditions;
import io.tripline.workflows.killswitch.MarketEvidence;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.PositionAnchor;
import io.tripline.workflows.killswitch.PositionSwitch;
import io.tripline.workflows.killswitch.RoundTrip;
import io.tripline.workflows.killswitch.SwitchLimits;
import io.tripline.workflows.killswitch.SwitchMoment;
import io.tripline.workflows.killswitch.SwitchReading;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import io.tripline.workflows.killswitch.SwitchStep;
import io.tripline.workflows.killswitch.VolatilitySwitch;
import io.tripline.workflows.killswitch.WorkerMark;
import io.tripline.workflows.market.ExchangeDays;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every switch beside those that the watch has always fed: reads what they need within the message
 * budget, evaluates them purely, tells the guard what stands, and says what halts. For one thread.
 */
final class SwitchBoard {
  /**
   * What a look at the account came to.
   *
   * @param view account and positions
   * @param loss the reading of two views
   * @param others what the switches read that are judged elsewhere
   */
  record Look(
      Reading<AccountView> view,
      Reading<DailyLoss> loss,
      List<Observation> others,
      @Nullable String accountId) {}

  private final AlpacaHttp http;
  private final SwitchReport report;
  private final BreachDesk breaches;
  private final WatchPace pace;
  private final InstantSource clock;
  private final WorkerMark mark;
  private final TradingHalts halts;
  private final MarketLook market;
  private final GrowingList<Fill> fills;
  private final GrowingList<Order> orders;
  private final QuietMoment quiet;
  private final DrawdownSwitch drawdown = new DrawdownSwitch();
  private final DataQualitySwitch dataQuality = new DataQualitySwitch();
  private final PositionSwitch position = new PositionSwitch();
  private final VolatilitySwitch volatility = new VolatilitySwitch();
  private final ClockSwitch clocks = new ClockSwitch();
  private final Map<KillSwitch, SwitchReading> latest = new EnumMap<>(KillSwitch.class);
  private final Set<KillSwitch> suspected = EnumSet.noneOf(KillSwitch.class);
  private @Nullable Instant marketAt;
  private @Nullable Instant booksAt;

  SwitchBoard(
      AlpacaHttp http,
      SwitchReport report,
      BreachDesk breaches,
      WatchPace pace,
      InstantSource clock,
      WorkerMark mark,
      TradingHalts halts) {
    this.http = http;
    this.report = report;
    this.breaches = breaches;
    this.pace = pace;
    this.clock = clock;
    this.mark = mark;
    this.halts = halts;
    this.market = new MarketLook(http, clock);
    this.fills = GrowingList.fills(http, clock);
    this.orders = GrowingList.orders(http, clock);
    this.quiet = new QuietMoment(http);
  }

  /** Evaluates; answers what halts or makes suspicious, in order. */
  List<SwitchStep> look(WatchPlan plan, Look look, @Nullable MarketTime time) {
    SwitchPlan known = plan.switches();
    if (known == null || time == null) {
      // A guard of an older worker takes no table.
      return List.of();
    }
    AccountPolicy policy = plan.policy();
    MarketClock now = time.at(clock.instant());
    LocalDate today = TradingDay.dateOf(now.now());
    look.others()
        .forEach(seen -> latest.put(seen.killSwitch(), new SwitchReading(seen, Wish.NOTHING)));
    if (look.view() instanceof Reading.Seen<AccountView>(AccountView view, Instant at)) {
      quiet.seen(view, policy.scope());
    }
    keep(
        drawdown.on(
            look.loss(),
            known.highWater(),
            limits(policy),
            now.open(),
            moment(KillSwitch.K2, plan, now)));
    keep(
        DriftSwitch.judge(
            mark,
            known.session(),
            known.configured(),
            known.blocking().contains(KillSwitch.K18),
            moment(KillSwitch.K18, plan, now)));
    keep(
        clocks.on(
            policy.environment() != Environment.SIMULATOR,
            http.skew().orElse(null),
            time.calendar(),
            today,
            limits(policy),
            moment(KillSwitch.K19, plan, now)));
    if (due(marketAt) && !plan.flattening()) {
      marketAt = clock.instant();
      readMarket(plan, look, now, time);
    }
    if (due(booksAt) && !plan.flattening()) {
      booksAt = clock.instant();
      readBooks(plan, known, look, now, time);
    }
    learn(plan.epoch(), look, now);
    report.tell(List.copyOf(latest.values()), known, look.accountId(), mark, policy);
    return steps();
  }

  private boolean due(@Nullable Instant last) {
    return Due.again(last, pace.clock(), clock.instant());
  }

  /** K5 and K16. */
  private void readMarket(WatchPlan plan, Look look, MarketClock now, MarketTime time) {
    AccountPolicy policy = plan.policy();
    AccountView view =
        look.view() instanceof Reading.Seen<AccountView>(AccountView seen, Instant at)
            ? seen
            : null;
    List<MarketEvidence> markets =
        now.open() && view != null ? market.read(policy, view, now) : List.of();
    SessionHours session = time.calendar().current(now.now()).orElse(null);
    // The clock is carried on to the moment at which the quotes were there.
    MarketClock then = time.at(clock.instant());
    keep(
        dataQuality.on(
            new DataQualitySwitch.Look(
                markets,
                view == null ? null : MarketLook.judged(policy, view.within(policy.scope())),
                then,
                http.skew().orElse(null),
                LossEvidenceGatherer.mostQuoteAge(policy, http),
                session == null ? null : session.open()),
            limits(policy),
            moment(KillSwitch.K5, plan, then)));
    if (now.open() && session != null) {
      var halt = halts.of(policy.session().symbol());
      MarketConditions conditions =
          market.conditions(policy.session().symbol(), session, halt.halted());
      keep(volatility.on(conditions, halt, limits(policy), moment(KillSwitch.K16, plan, then)));
    }
  }

  /** K6 and K15. */
  private void readBooks(
      WatchPlan plan, SwitchPlan known, Look look, MarketClock now, MarketTime time) {
    AccountPolicy policy = plan.policy();
    if (!(look.view() instanceof Reading.Seen<AccountView>(AccountView view, Instant at))) {
      return;
    }
    LocalDate from =
        ExchangeDays.firstOfTheLast(limits(policy).losingSessions(), TradingDay.dateOf(now.now()));
    Reading<List<Fill>> executed = fills.since(from.atStartOfDay(TradingDay.NEW_YORK).toInstant());
    keep(
        LossStreakSwitch.judge(
            trips(executed, view, policy),
            from,
            limits(policy),
            moment(KillSwitch.K15, plan, now)));
    PositionAnchor anchor = known.anchor();
    // Where none of our sessions trades, whoever else does is expected to.
    boolean reportOnly = policy.ownership().foreign() || !policy.session().trades();
    SwitchReading books =
        position.on(
            new PositionSwitch.Books(
                anchor,
                policy.scope(),
                known.permits(),
                view.positions(),
                anchor == null ? executed : after(executed, anchor.at()),
                anchor == null ? notAsked() : orders.since(anchor.at()),
                reportOnly),
            limits(policy),
            moment(KillSwitch.K6, plan, now));
    keep(books);
    TradingDay day = time.calendar().current(now.now()).map(SessionHours::day).orElse(null);
    boolean wanted =
        anchor == null
            || (day != null
                && anchor.day().compareTo(day) < 0
                // Others' orders never pass, and an old anchor explains ever less.
                && (reportOnly || books.observation().check() == Check.PASS));
    if (wanted
        && day != null
        && executed instanceof Reading.Seen<List<Fill>>(List<Fill> all, Instant when)) {
      quiet.anchor(day, now, all, policy.scope()).ifPresent(report::anchored);
    }
  }

  private static Reading<List<RoundTrip>> trips(
      Reading<List<Fill>> executed, AccountView view, AccountPolicy policy) {
    return switch (executed) {
      case Reading.Seen<List<Fill>>(List<Fill> all, Instant at) ->
          new Reading.Seen<>(RoundTrip.of(all, view.positions(), policy.scope()), at);
      case Reading.Unknown<List<Fill>>(Fault fault, String reason) ->
          new Reading.Unknown<>(fault, reason);
    };
  }

  private static Reading<List<Fill>> after(Reading<List<Fill>> executed, Instant from) {
    return executed instanceof Reading.Seen<List<Fill>>(List<Fill> all, Instant at)
        ? new Reading.Seen<>(all.stream().filter(fill -> !fill.at().isBefore(from)).toList(), at)
        : executed;
  }

  private static <T> Reading<T> notAsked() {
    return new Reading.Unknown<>(Fault.UNREADABLE_ANSWER, "not asked");
  }

  /** The day's highest equity, for the marks of the guard. */
  private void learn(int epoch, Look look, MarketClock now) {
    if (now.open() && look.loss() instanceof Reading.Seen<DailyLoss>(DailyLoss loss, Instant at)) {
      report.equity(
          epoch,
          loss.tradingDay(),
          drawdown.confirmedEquity(loss, epoch),
          loss.view().account().intradayAdjustments());
    }
  }

  private void keep(SwitchReading reading) {
    latest.put(reading.killSwitch(), reading);
  }

  /** Suspicions and trips; the blocks are the guard's, by the table. */
  private List<SwitchStep> steps() {
    List<SwitchStep> steps = new ArrayList<>();
    for (KillSwitch each : List.of(KillSwitch.K2, KillSwitch.K6)) {
      SwitchReading reading = latest.get(each);
      if (reading == null) {
        continue;
      }
      Observation seen = reading.observation();
      switch (reading.wish()) {
        case TRIP -> steps.add(new SwitchStep.Trip(each, seen, false));
        case SUSPECT -> {
          if (suspected.add(each)) {
            steps.add(new SwitchStep.Suspect(seen));
          }
        }
        case NOTHING, BLOCK -> {
          if (suspected.remove(each)) {
            steps.add(new SwitchStep.Lift(seen));
          }
        }
      }
    }
    return steps;
  }

  private SwitchMoment moment(KillSwitch killSwitch, WatchPlan plan, MarketClock now) {
    SwitchPlan known = Objects.requireNonNull(plan.switches());
    return new SwitchMoment(
        plan.epoch(),
        killSwitch.blocksOnly()
            ? known.blocking().contains(killSwitch)
            : breaches.sent(killSwitch, plan),
        known.earlier().contains(killSwitch),
        now.now(),
        clock.instant());
  }

  private static SwitchLimits limits(AccountPolicy policy) {
    return policy.limits().switches();
  }
}
