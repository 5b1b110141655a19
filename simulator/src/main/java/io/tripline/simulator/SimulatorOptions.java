package io.tripline.simulator;

import io.tripline.simulator.clock.ExchangeCalendar;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.market.BarFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator starts. Immutable; each {@code with…} returns a changed copy. Where the state
 * directory already holds a broker, that broker goes on and seed, start, rate, cash, symbols and
 * bars are not used.
 */
public final class SimulatorOptions {
  /** Where it listens unless told otherwise. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final LocalTime USUAL_START = LocalTime.of(10, 0);

  private final String address;
  private final int port;
  private final long seed;
  private final @Nullable Instant start;
  private final double rate;
  private final BigDecimal startingCash;
  private final @Nullable Path stateDirectory;
  private final Duration latency;
  private final Map<String, BigDecimal> symbols;
  private final int requestsPerMinute;
  private final @Nullable Path barsFile;
  private final @Nullable String scenario;
  private final InstantSource wallClock;

  private SimulatorOptions(
      String address,
      int port,
      long seed,
      @Nullable Instant start,
      double rate,
      BigDecimal startingCash,
      @Nullable Path stateDirectory,
      Duration latency,
      Map<String, BigDecimal> symbols,
      int requestsPerMinute,
      @Nullable Path barsFile,
      @Nullable String scenario,
      InstantSource wallClock) {
    this.address = address;
    this.port = port;
    this.seed = seed;
    this.start = start;
    this.rate = rate;
    this.startingCash = startingCash;
    this.stateDirectory = stateDirectory;
    this.latency = latency;
    this.symbols = Map.copyOf(symbols);
    this.requestsPerMinute = requestsPerMinute;
    this.barsFile = barsFile;
    this.scenario = scenario;
    this.wallClock = wallClock;
  }

  /**
   * Any free port, seed 1, 10:00 New York time in the last full trading day not after today, real
   * speed, $100,000, nothing stored, no latency, SPY at $650, 200 requests a minute.
   */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(
        LOOPBACK,
        0,
        1,
        null,
        1,
        new BigDecimal("100000"),
        null,
        Duration.ZERO,
        Map.of("SPY", new BigDecimal("650")),
        200,
        null,
        null,
        InstantSource.system());
  }

  /**
   * Address to listen on. Its admin API asks for no key: anything but loopback is for a network of
   * containers only.
   */
  public SimulatorOptions withAddress(String newAddress) {
    return new SimulatorOptions(
        newAddress,
        port,
        seed,
        start,
        rate,
        startingCash,
        stateDirectory,
        latency,
        symbols,
        requestsPerMinute,
        barsFile,
        scenario,
        wallClock);
  }

  /** Port to listen on; 0 for any free one. */
  public SimulatorOptions withPort(int newPort) {
    if (newPort < 0 || newPort > 65_535) {
      throw new IllegalArgumentException("port: must be 0 to 65535, was " + newPort);
    }
    return new SimulatorOptions(
        address,
        newPort,
        seed,
        start,
        rate,
        startingCash,
        stateDirectory,
        latency,
        symbols,
        requestsPerMinute,
        barsFile,
        scenario,
        wallClock);
  }

  /** Seed of prices and of the chances of faults. */
  public SimulatorOptions withSeed(long newSeed) {
    return new SimulatorOptions(
        address,
        port,
        newSeed,
        start,
        rate,
        startingCash,
        stateDirectory,
        latency,
        symbols,
        requestsPerMinute,
        barsFile,
        scenario,
        wallClock);
  }

  /** Market time at the start. */
  public SimulatorOptions withStart(Instant newStart) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        newStart,
        rate,
        startingCash,
        stateDirectory,
        latency,
        symbols,
        requestsPerMinute,
        barsFile,
        scenario,
        wallClock);
  }

  /** Market seconds per wall second; 0 stands still until the clock is moved. */
  public SimulatorOptions withRate(double newRate) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        start,
        newRate,
        startingCash,
        stateDirectory,
        latency,
        symbols,
        requestsPerMinute,
        barsFile,
        scenario,
        wallClock);
  }

  /** Cash of a new account in dollars. */
  public SimulatorOptions withStartingCash(BigDecimal newCash) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        start,
        rate,
        newCash,
        stateDirectory,
        latency,
        symbols,
        requestsPerMinute,
        barsFile,
        scenario,
        wallClock);
  }

  /** Directory in which the broker is kept over restarts. */
  public SimulatorOptions withStateDirectory(Path newDirectory) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        start,
        rate,
        startingCash,
        newDirectory,
        latency,
        symbols,
        requestsPerMinute,
        barsFile,
        scenario,
        wallClock);
  }

  /** Wall time by which every answer is late. */
  public SimulatorOptions withLatency(Duration newLatency) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        start,
        rate,
        startingCash,
        stateDirectory,
        newLatency,
        symbols,
        requestsPerMinute,
        barsFile,
        scenario,
        wallClock);
  }

  /** Symbols with their price in dollars at the close before the start. */
  public SimulatorOptions withSymbols(Map<String, BigDecimal> newSymbols) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        start,
        rate,
        startingCash,
        stateDirectory,
        latency,
        newSymbols,
        requestsPerMinute,
        barsFile,
        scenario,
        wallClock);
  }

  /** Requests a minute before 429, for trading and for data each; 0 for no limit. */
  public SimulatorOptions withRequestsPerMinute(int newLimit) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        start,
        rate,
        startingCash,
        stateDirectory,
        latency,
        symbols,
        newLimit,
        barsFile,
        scenario,
        wallClock);
  }

  /**
   * A CSV file of bars that the market follows; without a start given it starts with the first one.
   */
  public SimulatorOptions withBars(Path newFile) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        start,
        rate,
        startingCash,
        stateDirectory,
        latency,
        symbols,
        requestsPerMinute,
        newFile,
        scenario,
        wallClock);
  }

  /** Name of a scenario that begins with the start. */
  public SimulatorOptions withScenario(String newScenario) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        start,
        rate,
        startingCash,
        stateDirectory,
        latency,
        symbols,
        requestsPerMinute,
        barsFile,
        newScenario,
        wallClock);
  }

  /** The machine's clock, for tests. */
  public SimulatorOptions withWallClock(InstantSource newClock) {
    return new SimulatorOptions(
        address,
        port,
        seed,
        start,
        rate,
        startingCash,
        stateDirectory,
        latency,
        symbols,
        requestsPerMinute,
        barsFile,
        scenario,
        newClock);
  }

  String address() {
    return address;
  }

  int port() {
    return port;
  }

  long seed() {
    return seed;
  }

  double rate() {
    return rate;
  }

  BigDecimal startingCash() {
    return startingCash;
  }

  Optional<Path> stateDirectory() {
    return Optional.ofNullable(stateDirectory);
  }

  Duration latency() {
    return latency;
  }

  Map<String, BigDecimal> symbols() {
    return symbols;
  }

  int requestsPerMinute() {
    return requestsPerMinute;
  }

  Optional<Path> barsFile() {
    return Optional.ofNullable(barsFile);
  }

  Optional<String> scenario() {
    return Optional.ofNullable(scenario);
  }

  InstantSource wallClock() {
    return wallClock;
  }

  /** Market time at the start: as given, or 10:00 in the last full trading day until today. */
  Instant start() {
    if (start != null) {
      return start;
    }
    if (barsFile != null) {
      return BarFile.firstMinute(barsFile);
    }
    var calendar = new ExchangeCalendar();
    MarketDay day = calendar.previous(calendar.dateAt(wallClock.instant()).plusDays(1));
    while (day.isHalfDay()) {
      day = calendar.previous(day.date());
    }
    return day.at(USUAL_START);
  }
}
