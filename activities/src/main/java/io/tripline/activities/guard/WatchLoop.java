package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.Answer;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Watch.WatchEnd;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.AccountStateSwitch;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.DailyLoss;
import io.tripline.workflows.killswitch.DailyLossSwitch;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossLimits;
import io.tripline.workflows.killswitch.SwitchStep;
import io.tripline.workflows.market.ClockMoved;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of the watch: read, decide, act, tell. For one thread. */
final class WatchLoop {
  private final AlpacaAccounts accounts;
  private final AccountName account;
  private final GuardLine guard;
  private final ReadingLog log;
  private final Pulse pulse;
  private final WatchPace pace;
  private final InstantSource clock;
  private final AccountReader reader;
  private final BreachDesk breaches;
  private final DayBell bell;
  private final DailyLossSwitch dailyLoss = new DailyLossSwitch();
  private final CallWatch calls;
  private final AccountStateSwitch state = new AccountStateSwitch();
  private @Nullable WatchPlan plan;
  private @Nullable Instant planAt;
  private @Nullable MarketTime market;
  private @Nullable AccountView before;
  private @Nullable ClockMoved untold;
  private long readings;

  WatchLoop(
      AlpacaAccounts accounts,
      AccountName account,
      GuardLine guard,
      ReadingLog log,
      Pulse pulse,
      WatchPace pace,
      InstantSource clock) {
    this.accounts = accounts;
    this.account = account;
    this.guard = guard;
    this.log = log;
    this.pulse = pulse;
    this.pace = pace;
    this.clock = clock;
    this.reader = new AccountReader(accounts.http(account), clock);
    this.breaches = new BreachDesk(accounts, account, guard, pulse, pace, clock);
    this.bell = new DayBell(guard);
    this.calls = new CallWatch(accounts.http(account).calls());
  }

  WatchEnd run() {
    while (true) {
      Instant began = clock.instant();
      WatchPlan now = askPlan();
      if (now != null && now.handOver()) {
        return new WatchEnd("hand over", readings);
      }
      if (now != null) {
        look(now);
        judgeCalls(now);
      }
      Duration pause =
          now == null
              ? Duration.ofSeconds(1)
              : now.flattening() ? pace.pollWhileFlattening() : pace.poll();
      Duration left = pause.minus(Duration.between(began, clock.instant()));
      pulse.sleep(left.isNegative() ? Duration.ofMillis(100) : left);
    }
  }

  private @Nullable WatchPlan askPlan() {
    Instant last = planAt;
    if (plan == null || last == null || !clock.instant().isBefore(last.plus(pace.plan()))) {
      refreshPlan();
    }
    return plan;
  }

  /** The plan as the guard has it now; unanswered: the last one known. */
  private void refreshPlan() {
    Optional<WatchPlan> answer = guard.plan();
    pulse.progress();
    if (answer.isPresent()) {
      plan = answer.get();
      planAt = clock.instant();
    }
  }

  private void look(WatchPlan at) {
    readClock();
    Reading<AccountView> view = reader.view();
    pulse.progress();
    MarketTime time = market;
    if (time == null) {
      take(at, new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "the clock is not known"), null);
      return;
    }
    MarketClock now = time.at(clock.instant());
    switch (view) {
      case Reading.Unknown<AccountView>(Fault fault, String reason) -> {
        judgeState(at, view);
        take(at, new Reading.Unknown<>(fault, reason), now);
      }
      case Reading.Seen<AccountView>(AccountView seen, Instant when) -> {
        AccountView earlier = before;
        before = seen;
        breaches.seen(seen);
        judgeState(at, view);
        if (earlier != null) {
          take(at, reader.loss(earlier, seen, now, time.calendar()), now);
        }
      }
    }
  }

  /** Beside every reading, also while none succeeds. */
  private void judgeCalls(WatchPlan at) {
    Instant wall = clock.instant();
    MarketTime time = market;
    WatchPlan latest = plan == null ? at : plan;
    carryOut(
        latest,
        calls.look(
            latest,
            breaches.sent(KillSwitch.K3, latest),
            breaches.facts(latest),
            time == null ? wall : time.at(wall).now(),
            wall));
  }

  /** What the account shows of itself; judged before its figures are made a loss. */
  private void judgeState(WatchPlan at, Reading<AccountView> view) {
    Instant wall = clock.instant();
    MarketTime time = market;
    WatchPlan latest = plan == null ? at : plan;
    carryOut(
        latest,
        state.on(
            view,
            new AccountStateSwitch.Moment(
                latest.policy().scope(),
                latest.epoch(),
                AccountStateSwitch.switches().stream()
                    .filter(each -> breaches.sent(each, latest))
                    .collect(Collectors.toSet()),
                breaches.facts(latest),
                time == null ? wall : time.at(wall).now(),
                wall)));
  }

  private void carryOut(WatchPlan judged, List<SwitchStep> steps) {
    for (SwitchStep step : steps) {
      switch (step) {
        case SwitchStep.Suspect suspect -> breaches.suspect(suspect.observation());
        case SwitchStep.Lift lift -> breaches.lift(lift.observation());
        case SwitchStep.Trip trip -> {
          refreshPlan();
          WatchPlan now = plan;
          // A reset in between demanded a clean switch: the counts start anew with its epoch.
          if (now != null && now.epoch() == judged.epoch()) {
            breaches.trip(trip, now);
          }
        }
      }
    }
  }

  private void readClock() {
    MarketTime known = market;
    Instant wall = clock.instant();
    if (known != null && wall.isBefore(known.readAt().plus(pace.clock()))) {
      tellClock();
      return;
    }
    if (accounts.hours(account).now() instanceof Answer.Done<MarketNow>(MarketNow read, var id)) {
      Instant readAt = clock.instant();
      // A watch that begins can't know whether the clock jumped since the one before it looked.
      if (known == null || known.jumpedTo(read.clock(), readAt)) {
        untold = new ClockMoved(read.clock());
      }
      market = new MarketTime(read, readAt);
    }
    pulse.progress();
    tellClock();
  }

  /** Told again until the guard has it: waits hang on it. */
  private void tellClock() {
    ClockMoved moved = untold;
    if (moved != null && guard.clockMoved(moved)) {
      untold = null;
    }
  }

  private void take(WatchPlan at, Reading<DailyLoss> reading, @Nullable MarketClock now) {
    readings++;
    Instant wall = clock.instant();
    DailyLossSwitch.Moment moment = moment(at, now, wall);
    for (SwitchStep step : dailyLoss.on(reading, moment)) {
      act(step, reading, now);
    }
    breaches.unfinished(plan == null ? at : plan);
    if (reading instanceof Reading.Seen<DailyLoss>(DailyLoss loss, Instant when)) {
      WatchPlan latest = plan == null ? at : plan;
      MarketTime time = market;
      if (time != null) {
        time.calendar()
            .on(loss.tradingDay().date())
            .ifPresent(session -> bell.ring(loss, session, latest, moment));
      }
      breaches.keepJudging(loss, latest);
    }
    note(reading, moment);
  }

  private void act(SwitchStep step, Reading<DailyLoss> reading, @Nullable MarketClock now) {
    switch (step) {
      case SwitchStep.Suspect suspect -> breaches.suspect(suspect.observation());
      case SwitchStep.Lift lift -> breaches.lift(lift.observation());
      case SwitchStep.Trip trip -> {
        refreshPlan();
        WatchPlan latest = plan;
        if (latest != null && stillBreached(trip, reading, latest, now)) {
          breaches.trip(trip, latest);
        }
      }
    }
  }

  /** The plan was asked for again: a reset or another limit may have come in between. */
  private boolean stillBreached(
      SwitchStep.Trip trip,
      Reading<DailyLoss> reading,
      WatchPlan latest,
      @Nullable MarketClock now) {
    DailyLossSwitch.Moment moment = moment(latest, now, clock.instant());
    return reading instanceof Reading.Seen<DailyLoss>(DailyLoss loss, Instant at)
        && loss.fraction().compareTo(moment.limits().of(trip.killSwitch())) >= 0;
  }

  private DailyLossSwitch.Moment moment(WatchPlan at, @Nullable MarketClock now, Instant wall) {
    return new DailyLossSwitch.Moment(
        LossLimits.of(at.policy().limits(), at.acceptedLoss(), at.limitFactor()),
        now != null && now.open(),
        breaches.sent(KillSwitch.K1, at),
        at.trippedSoft() || breaches.sent(KillSwitch.K1S, at),
        now == null ? wall : now.now(),
        wall);
  }

  private void note(Reading<DailyLoss> reading, DailyLossSwitch.Moment moment) {
    String state;
    String text;
    Map<String, String> data;
    switch (reading) {
      case Reading.Seen<DailyLoss>(DailyLoss loss, Instant at) -> {
        state =
            loss.fraction().compareTo(moment.limits().hard()) >= 0
                ? "beyond the hard limit"
                : loss.fraction().compareTo(moment.limits().soft()) >= 0
                    ? "beyond the soft limit"
                    : "clean";
        text = "daily loss " + LossLimits.percent(loss.fraction()) + ", " + state;
        data = loss.inputs();
      }
      case Reading.Unknown<DailyLoss>(Fault fault, String reason) -> {
        state = "unknown";
        text = "daily loss unknown: " + reason;
        data = Map.of("fault", fault.name());
      }
    }
    pulse.progress(new Pulse.Beat(readings, text, moment.at()));
    log.take(state, text, data, moment.marketAt(), moment.at());
  }
}
