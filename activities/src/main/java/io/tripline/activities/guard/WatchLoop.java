package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.Answer;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.SwitchPlan;
import io.tripline.workflows.guard.Watch.WatchEnd;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.AccountStateSwitch;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.DailyLoss;
import io.tripline.workflows.killswitch.DailyLossSwitch;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LossLimits;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SwitchStep;
import io.tripline.workflows.killswitch.WorkerMark;
import io.tripline.workflows.market.ClockMoved;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
  private final StreamDesk streams;
  private final AccountStateSwitch state = new AccountStateSwitch();
  private final SwitchBoard board;
  private final FlagWatch flags;
  private final OthersOrders foreign;
  private final HaltFileWatch haltFile;
  private final AfterFlat afterFlat = new AfterFlat();
  private @Nullable WatchPlan plan;
  private @Nullable Instant planAt;
  private @Nullable MarketTime market;
  private @Nullable AccountView before;
  private @Nullable ClockMoved untold;
  private @Nullable Instant seenAt;
  private @Nullable Reading<AccountView> lastView;
  private @Nullable Reading<DailyLoss> lastLoss;
  private final List<Observation> others = new ArrayList<>();
  private long readings;

  /** What the further switches need of this process. */
  record Switches(SwitchLog log, WorkerMark mark, TradingHalts halts, HaltFile haltFile) {}

  WatchLoop(
      AlpacaAccounts accounts,
      AccountName account,
      GuardLine guard,
      ReadingLog log,
      Pulse pulse,
      WatchPace pace,
      StreamDesk streams,
      InstantSource clock,
      Switches switches) {
    this.accounts = accounts;
    this.account = account;
    this.guard = guard;
    this.log = log;
    this.pulse = pulse;
    this.pace = pace;
    this.streams = streams;
    this.clock = clock;
    this.reader = new AccountReader(accounts.http(account), clock);
    this.breaches = new BreachDesk(accounts, account, guard, pulse, pace, clock);
    this.bell = new DayBell(guard);
    this.calls = new CallWatch(accounts.http(account).calls());
    this.board =
        new SwitchBoard(
            accounts.http(account),
            new SwitchReport(guard, switches.log(), clock),
            breaches,
            pace,
            clock,
            switches.mark(),
            switches.halts());
    this.flags = new FlagWatch(accounts.http(account), guard, clock);
    this.foreign = new OthersOrders(accounts.http(account), pulse, clock);
    this.haltFile = new HaltFileWatch(switches.haltFile(), breaches, clock);
  }

  WatchEnd run() {
    while (true) {
      // Not by the host's clock: one that is set back must not make the watch sleep.
      long began = System.nanoTime();
      WatchPlan now = askPlan();
      if (now != null && now.handOver()) {
        return new WatchEnd("hand over", readings);
      }
      if (now != null) {
        // What a person asks for by the file waits for no broker, once market time is known.
        boolean begins = market == null;
        if (!begins) {
          haltFile.look(now, marketAt(clock.instant()));
        }
        look(now);
        if (begins) {
          haltFile.look(now, marketAt(clock.instant()));
        }
        judgeCalls(now);
        foreign.look(plan == null ? now : plan);
        lookAtTheOthers(now);
        flags.look(plan == null ? now : plan);
      }
      Duration pause =
          now == null
              ? Duration.ofSeconds(1)
              : now.flattening() ? pace.pollWhileFlattening() : pace.poll();
      Duration left = pause.minusNanos(System.nanoTime() - began);
      streams.rest(left.isNegative() ? Duration.ofMillis(100) : left, calm(now));
    }
  }

  /** True while nothing needs readings at the usual pace: no doubt, no halt, nothing to confirm. */
  private boolean calm(@Nullable WatchPlan at) {
    return at != null
        && at.ladder() == Ladder.ACTIVE
        && !at.flattening()
        && !at.needsCleanReading()
        && breaches.unsuspected();
  }

  private @Nullable WatchPlan askPlan() {
    if (plan == null || Due.again(planAt, pace.plan(), clock.instant())) {
      refreshPlan();
    }
    return plan;
  }

  /** The plan as the guard has it now; unanswered, the last one known stays. */
  private Optional<WatchPlan> refreshPlan() {
    Optional<WatchPlan> answer = guard.plan();
    pulse.progress();
    if (answer.isPresent()) {
      plan = answer.get();
      planAt = clock.instant();
    }
    return answer;
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
        WatchPlan latest = plan == null ? at : plan;
        afterFlat
            .look(seen, latest, now.now(), clock.instant())
            // A plan of before the reset would have the session's own position closed.
            .ifPresent(held ->
                refreshPlan()
                    .filter(f -> f.epoch() == latest.epoch() && f.ladder() == Ladder.FLAT_LOCKED)
                    .ifPresent(fresh -> breaches.flatAgain(held, fresh)));
        if (earlier != null) {
          take(at, reader.loss(earlier, seen, now, time.calendar()), now);
        }
        // Last, because it may read: what is decided on this view must not wait for that.
        streams.seen(seen, now, at.policy().session().symbol());
      }
    }
  }

  /** Market time; wall time where it is not known. */
  private Instant marketAt(Instant wall) {
    MarketTime time = market;
    return time == null ? wall : time.at(wall).now();
  }

  /** Beside every reading, also while none succeeds. */
  private void judgeCalls(WatchPlan at) {
    Instant wall = clock.instant();
    WatchPlan latest = plan == null ? at : plan;
    carryOut(
        latest,
        calls.look(
            latest,
            breaches.sent(KillSwitch.K3, latest),
            breaches.facts(latest),
            marketAt(wall),
            wall));
  }

  /** What the account shows of itself; judged before its figures are made a loss. */
  private void judgeState(WatchPlan at, Reading<AccountView> view) {
    Instant wall = clock.instant();
    WatchPlan latest = plan == null ? at : plan;
    AccountStateSwitch.Moment moment =
        new AccountStateSwitch.Moment(
            latest.policy().scope(),
            latest.epoch(),
            AccountStateSwitch.switches().stream()
                .filter(each -> breaches.sent(each, latest))
                .collect(Collectors.toSet()),
            breaches.facts(latest),
            marketAt(wall),
            wall,
            latest.arming().explains(wall));
    SwitchPlan known = latest.switches();
    if (known != null) {
      state.knows(known.accountId(), latest.epoch());
    }
    carryOut(latest, state.on(view, moment));
    lastView = view;
    others.clear();
    others.addAll(state.read(view, moment));
  }

  /** The switches beside those of every poll: they read what they need themselves. */
  private void lookAtTheOthers(WatchPlan at) {
    WatchPlan latest = plan == null ? at : plan;
    Reading<DailyLoss> loss = lastLoss;
    Reading<AccountView> view = lastView;
    if (loss == null || view == null) {
      return;
    }
    calls.read().ifPresent(others::add);
    haltFile.worseThan(others).ifPresent(others::add);
    carryOut(
        latest,
        board.look(
            latest,
            new SwitchBoard.Look(view, loss, List.copyOf(others), state.accountId()),
            market));
    pulse.progress();
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
          if (now != null && now.epoch() == judged.epoch() && !ours(trip, now)) {
            breaches.trip(trip, now);
          }
        }
      }
    }
  }

  /** The guard set the flag while the plan that said so was on its way. */
  private boolean ours(SwitchStep.Trip trip, WatchPlan now) {
    return trip.killSwitch() == KillSwitch.K13 && now.arming().explains(clock.instant());
  }

  private void readClock() {
    MarketTime known = market;
    if (known != null && !Due.again(known.readAt(), pace.clock(), clock.instant())) {
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
    streams.judged(reading, moment.limits());
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
    lastLoss = reading;
    others.add(DailyLossSwitch.read(KillSwitch.K1, reading, moment));
    others.add(DailyLossSwitch.read(KillSwitch.K1S, reading, moment));
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
    if (reading instanceof Reading.Seen<DailyLoss>) {
      seenAt = moment.at();
    }
    pulse.progress(new Pulse.Beat(readings, text, moment.at(), seenAt));
    log.take(state, text, data, moment.marketAt(), moment.at());
  }
}
