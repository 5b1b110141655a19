package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.AlpacaStreams;
import io.tripline.activities.broker.Equities;
import io.tripline.activities.stream.AccountStreams;
import io.tripline.activities.stream.StreamTimes;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.DailyLoss;
import io.tripline.workflows.killswitch.LossLimits;
import io.tripline.workflows.killswitch.StreamedLoss;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the watch makes of the account's streams: the reason to read at once, and leave to read less
 * often while they would tell. They decide nothing else. For one thread; where no streams are
 * wanted, it only sleeps.
 */
final class StreamDesk implements AutoCloseable {
  /** Two views closer together make no reading. */
  private static final Duration QUICKEST = Duration.ofSeconds(1);

  /** An order's events come in bunches: one read for all. */
  private static final Duration BUNCH = Duration.ofMillis(100);

  private static final Duration STEP = Duration.ofMillis(200);

  /** A price older than this carries no position. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  /** Messages that stay for readings at the usual pace. */
  private static final int SPARE = 12;

  private final AlpacaStreams alpaca;
  private final Pulse pulse;
  private final WatchPace pace;
  private final StreamTimes times;
  private final InstantSource clock;
  private final StreamCheck check;
  private @Nullable AccountStreams streams;
  private @Nullable AccountView view;
  private @Nullable DailyLoss loss;
  private @Nullable LossLimits limits;
  private Instant hintedAt = Instant.EPOCH;

  StreamDesk(
      AlpacaHttp http,
      Pulse pulse,
      WatchPace pace,
      ReadingLog log,
      StreamTimes times,
      InstantSource clock) {
    this.alpaca = http.streams();
    this.pulse = pulse;
    this.pace = pace;
    this.times = times;
    this.clock = clock;
    this.check = new StreamCheck(http, new StreamLog(log, clock), clock);
    if (alpaca.wanted()) {
      pulse.tellOf(() -> alpaca.board().states());
    }
  }

  /** Takes a view: opens the streams at the first one, and compares each with what they told. */
  void seen(AccountView seen, MarketClock now, Symbol traded) {
    if (!alpaca.wanted()) {
      return;
    }
    Set<Symbol> symbols = symbols(seen, traded);
    AccountStreams open = streams;
    if (open == null) {
      open = new AccountStreams(alpaca, symbols, times, clock);
      streams = open;
    } else {
      open.watch(symbols);
    }
    view = seen;
    check.on(seen, now, open);
    pulse.progress();
  }

  /** Takes the latest reading, for what prices would make of it. */
  void judged(Reading<DailyLoss> reading, LossLimits now) {
    limits = now;
    loss = reading instanceof Reading.Seen<DailyLoss>(DailyLoss seen, Instant at) ? seen : null;
  }

  /**
   * Waits for the next reading, or until a stream gives a reason for one: at most one such reading
   * in the time of a usual pause, so that what counts readings still counts time.
   *
   * @param usual the pause without streams
   * @param calm true while nothing needs readings at the usual pace
   */
  void rest(Duration usual, boolean calm) {
    AccountStreams open = streams;
    if (open == null) {
      pulse.sleep(usual);
      return;
    }
    // Not by the host's clock: one that is set back must not make the watch sleep.
    long began = System.nanoTime();
    Duration relaxed =
        calm && carried(open) ? usual.plus(pace.poll().multipliedBy(3).dividedBy(4)) : usual;
    boolean reason = false;
    while (true) {
      pulse.check();
      pulse.progress();
      Duration left = (reason ? usual : relaxed).minus(Duration.ofNanos(System.nanoTime() - began));
      if (!left.isPositive()) {
        return;
      }
      if (reason && mayRead(clock.instant(), open)) {
        pulse.sleep(BUNCH);
        hintedAt = clock.instant();
        // What came in the bunch is covered by the read that follows.
        open.takeAccountHint();
        return;
      }
      open.await(left.compareTo(STEP) < 0 ? left : STEP);
      boolean account = open.takeAccountHint();
      boolean prices = open.takePriceHint() && worthAReading(open);
      reason = reason || account || prices;
    }
  }

  @Override
  public void close() {
    AccountStreams open = streams;
    if (open != null) {
      open.close();
    }
  }

  private boolean mayRead(Instant now, AccountStreams open) {
    AccountView last = view;
    return last != null
        && Due.again(last.at(), QUICKEST, now)
        && Due.again(hintedAt, pace.poll(), now)
        && open.spareMessages() >= SPARE;
  }

  private boolean worthAReading(AccountStreams open) {
    DailyLoss last = loss;
    LossLimits at = limits;
    return last != null && at != null && StreamedLoss.worthAReading(last, at, open.mids());
  }

  /** True while the streams would tell of whatever moves the account. */
  private boolean carried(AccountStreams open) {
    AccountView last = view;
    if (last == null || loss == null || open.tradesSince().isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    return last.positions().stream()
        .filter(position -> position.quantity().signum() != 0)
        .allMatch(position ->
            open.lastOf(position.symbol()).filter(at -> !Due.again(at, FRESH, now)).isPresent());
  }

  /** What is traded and what is held, the largest first, as many as the plan allows. */
  private Set<Symbol> symbols(AccountView seen, Symbol traded) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    symbols.add(traded);
    seen.positions().stream()
        .sorted(Comparator.comparing((Position p) -> p.marketValue().amount().abs()).reversed())
        .map(Position::symbol)
        .filter(Equities::quoted)
        .limit(alpaca.mostSymbols() - 1L)
        .forEach(symbols::add);
    return symbols;
  }
}
