package io.tripline.simulator.admin;

import io.tripline.simulator.account.Position;
import io.tripline.simulator.exchange.AccountFlags;
import io.tripline.simulator.exchange.AssetTerms;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.fault.Fault;
import io.tripline.simulator.market.Depth;
import io.tripline.simulator.market.Move;
import io.tripline.simulator.market.Regime;
import io.tripline.simulator.rest.StatusPage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Moves the clock, the market, the account and the faults of a running simulator: the same that its
 * admin API offers over HTTP. Safe for use by several threads.
 *
 * <p>Methods throw {@link IllegalArgumentException} with a message that names the field and what is
 * allowed.
 */
public final class SimulatorControl {
  private static final double LARGEST_MOVE_BPS = 9_000;

  private final Broker broker;
  private final RequestLog requests;
  private final StatusPage statusPage;
  private final Runnable dropStreams;
  private final AtomicReference<String> scenario = new AtomicReference<>("usual-day");

  /** Control of that broker. */
  public SimulatorControl(
      Broker broker, RequestLog requests, StatusPage statusPage, Runnable dropStreams) {
    this.broker = broker;
    this.requests = requests;
    this.statusPage = statusPage;
    this.dropStreams = dropStreams;
  }

  /** Market time. */
  public Instant now() {
    return broker.locked(broker::now);
  }

  /** What is true now. */
  public SimulatorState state() {
    return broker.locked(this::read);
  }

  /** Moves market time forward to an instant; everything in between happens, in order. */
  public Instant setClock(Instant target) {
    return moving(() -> target);
  }

  /** Moves market time forward by a duration. */
  public Instant advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("advance: must be 0 or more, was " + duration);
    }
    return moving(() -> broker.now().plus(duration));
  }

  /** Moves market time forward to the next open of the core session. */
  public Instant nextOpen() {
    return moving(() -> broker.calendar().nextOpen(broker.now()).opensAt());
  }

  /** Moves market time forward to the next close of the core session. */
  public Instant nextClose() {
    return moving(() -> broker.calendar().nextClose(broker.now()).closesAt());
  }

  /** Lets market time run faster, slower, or not at all (0). */
  public void rate(double marketSecondsPerWallSecond) {
    change(() -> broker.changeRate(marketSecondsPerWallSecond));
  }

  /** Changes the price of a symbol, or of all with {@code *}, at once. */
  public void jump(String symbol, double bps) {
    move(() -> new Move.Jump(known(symbol), broker.now(), checked(bps)));
  }

  /** Changes the price evenly over a market time. */
  public void slide(String symbol, double bps, Duration over) {
    if (over.isNegative() || over.isZero()) {
      throw new IllegalArgumentException("over: must be more than 0, was " + over);
    }
    move(() -> new Move.Slide(known(symbol), broker.now(), over, checked(bps)));
  }

  /** Changes the price at the next open of the core session. */
  public void gapAtNextOpen(String symbol, double bps) {
    move(() ->
        new Move.Jump(
            known(symbol), broker.calendar().nextOpen(broker.now()).opensAt(), checked(bps)));
  }

  /** Lets the price stand still, but for jumps and slides. */
  public void freeze(String symbol) {
    move(() -> new Move.Freeze(known(symbol), broker.now(), null));
  }

  /** Ends a freeze; the price is on its path again. */
  public void unfreeze(String symbol) {
    change(() -> {
      broker.tape().unfreeze(known(symbol), broker.now());
      broker.meetMarket();
    });
  }

  /** Halts trading until it is resumed. */
  public void halt(String symbol) {
    halt(symbol, null);
  }

  /** Halts trading for a market time, or until it is resumed where that is null. */
  void halt(String symbol, @Nullable Duration length) {
    move(() ->
        new Move.Halt(
            known(symbol), broker.now(), length == null ? null : broker.now().plus(length)));
  }

  /** Resumes trading. */
  public void resume(String symbol) {
    change(() -> {
      broker.tape().resume(known(symbol), broker.now());
      broker.meetMarket();
    });
  }

  /** Sets ask and bid that many cents apart; 0 is the usual spread again. */
  public void spread(String symbol, int cents) {
    if (cents < 0 || cents > 10_000) {
      throw new IllegalArgumentException("cents: must be 0 to 10000, was " + cents);
    }
    move(() -> new Move.Spread(known(symbol), broker.now(), cents));
  }

  /** Changes how nervous a market is; its price goes on from where it stands. */
  public void regime(String symbol, Regime regime) {
    move(() -> new Move.Weather(known(symbol), broker.now(), regime));
  }

  /** Changes how much the book holds. */
  public void depth(String symbol, Depth depth) {
    move(() -> new Move.Book(known(symbol), broker.now(), depth));
  }

  /** Switches price bands, and the market-wide circuit breakers with them or not, on or off. */
  public void breakers(boolean on, boolean marketWide) {
    move(() -> new Move.Breakers("*", broker.now(), on, marketWide));
  }

  /** Moves market time to shortly before the next close of the core session. */
  Instant shortlyBeforeClose(Duration before) {
    return moving(() -> latest(broker.calendar().nextClose(broker.now()).closesAt(), before));
  }

  /** Moves market time to shortly before the next open of the core session. */
  Instant shortlyBeforeOpen(Duration before) {
    return moving(() -> latest(broker.calendar().nextOpen(broker.now()).opensAt(), before));
  }

  private Instant latest(Instant boundary, Duration before) {
    Instant target = boundary.minus(before);
    return target.isAfter(broker.now()) ? target : broker.now();
  }

  /**
   * Begins a scenario: the faults, the later steps and the market conditions of another one end;
   * what prices, orders and the account did stays.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public void scenario(String name) {
    Scenario begun = Scenario.named(name);
    broker.locked(() -> {
      settle();
      scenario.set(begun.name());
      begun.script().play(new Stage(this, broker, broker.seed()));
      broker.changed();
      return true;
    });
  }

  private void settle() {
    broker.clearAgenda();
    clearFaults();
    equityGlitch(BigDecimal.ZERO);
    statusPage.components().forEach(component -> statusPage.write(component, "operational"));
    statusPage.indicate("none");
    Instant now = broker.now();
    for (String symbol : broker.tape().symbols()) {
      if (broker.tape().regime(symbol, now) != Regime.NORMAL) {
        regime(symbol, Regime.NORMAL);
      }
      if (broker.tape().depth(symbol, now).isThin()) {
        depth(symbol, Depth.ENDLESS);
      }
    }
    if (broker.tape().bandsOn(now)) {
      breakers(false, false);
    }
    resume("*");
  }

  /** Books a deposit. */
  public void deposit(BigDecimal dollars) {
    change(() -> broker.ledger().cashFlow(broker.now(), positive("deposit", dollars)));
  }

  /** Books a withdrawal. */
  public void withdraw(BigDecimal dollars) {
    change(() -> broker.ledger().cashFlow(broker.now(), positive("withdraw", dollars).negate()));
  }

  /** Reports an equity that is wrong by so many dollars, until it is set to 0. */
  public void equityGlitch(BigDecimal dollars) {
    flags(flags -> flags.withEquityGlitch(dollars));
  }

  /** Changes what the broker's side does to the account. */
  public void flags(UnaryOperator<AccountFlags> change) {
    change(() -> broker.flag(change.apply(broker.flags())));
  }

  /** Changes what the broker allows with an asset. */
  public void allow(String symbol, UnaryOperator<AssetTerms> change) {
    change(() -> {
      if (!broker.tape().knows(symbol)) {
        throw new IllegalArgumentException(
            "symbol: must be one of " + broker.tape().symbols() + ", was " + symbol);
      }
      broker.allow(symbol, change.apply(broker.asset(symbol)));
    });
  }

  /** Switches a fault on and returns its id. */
  public String inject(Fault fault) {
    return broker.faults().add(fault);
  }

  /** Switches a fault off; false if there is none with that id. */
  public boolean clearFault(String id) {
    boolean found = broker.faults().clear(id);
    change(broker::meetMarket);
    return found;
  }

  /** Switches all faults off. */
  public void clearFaults() {
    broker.faults().clear();
    change(broker::meetMarket);
  }

  /** Faults that are on, by id. */
  public Map<String, Fault> faults() {
    return broker.faults().faults();
  }

  /** Requests with a higher number, in order of arrival. */
  public List<LoggedRequest> requestsAfter(long sequence) {
    return requests.after(sequence);
  }

  /** Cuts the trade stream. */
  public void dropStreams() {
    dropStreams.run();
  }

  /** Writes on the status page; it says nothing about how the broker is. */
  public StatusPage statusPage() {
    return statusPage;
  }

  private Instant moving(Supplier<Instant> target) {
    return broker.locked(() -> {
      broker.moveTo(target.get());
      return broker.now();
    });
  }

  private void move(Supplier<Move> move) {
    change(() -> {
      broker.tape().add(move.get());
      broker.meetMarket();
    });
  }

  private void change(Runnable change) {
    broker.locked(() -> {
      change.run();
      broker.changed();
      return true;
    });
  }

  private String known(String symbol) {
    if (!symbol.equals("*") && !broker.tape().knows(symbol)) {
      throw new IllegalArgumentException(
          "symbol: must be * or one of " + broker.tape().symbols() + ", was " + symbol);
    }
    return symbol;
  }

  private static double checked(double bps) {
    if (!(Math.abs(bps) <= LARGEST_MOVE_BPS)) {
      throw new IllegalArgumentException("bps: must be -9000 to 9000, was " + bps);
    }
    return bps;
  }

  private static BigDecimal positive(String name, BigDecimal dollars) {
    if (dollars.signum() <= 0) {
      throw new IllegalArgumentException(name + ": must be more than 0, was " + dollars);
    }
    return dollars;
  }

  private SimulatorState read() {
    Map<String, BigDecimal> positions = new LinkedHashMap<>();
    for (Position position : broker.ledger().positions()) {
      positions.put(position.symbol(), position.quantity());
    }
    Map<String, BigDecimal> prices = new LinkedHashMap<>();
    Map<String, Boolean> halted = new LinkedHashMap<>();
    Map<String, String> regimes = new LinkedHashMap<>();
    Map<String, SimulatorState.HaltView> halts = new LinkedHashMap<>();
    for (String symbol : broker.tape().symbols()) {
      prices.put(symbol, broker.mark(symbol));
      halted.put(symbol, broker.tape().halted(symbol, broker.now()));
      regimes.put(symbol, broker.tape().regime(symbol, broker.now()).code());
      broker
          .tape()
          .haltAt(symbol, broker.now())
          .ifPresent(halt -> halts.put(symbol, SimulatorState.HaltView.of(halt)));
    }
    return new SimulatorState(
        broker.now(),
        broker.clock().line().rate(),
        broker.calendar().phaseAt(broker.now()).name().toLowerCase(Locale.ROOT),
        broker.ledger().cash(),
        broker.figures().equity(),
        broker.ledger().lastEquity(),
        broker.flags().equityGlitch(),
        positions,
        broker.book().open().size(),
        broker.book().all().size(),
        prices,
        halted,
        broker.faults().faults().size(),
        broker.tape().moves().size(),
        requests.last(),
        scenario.get(),
        regimes,
        halts);
  }
}
