package io.tripline.cli.drill;

import io.tripline.workflows.runbook.Cause;
import java.time.Duration;

/**
 * What goes wrong with the fills in a rehearsal of a P2, and what the evidence should say of it.
 */
enum Trouble {
  /** The market is nervous, and fills come away from the quote. */
  VOLATILE(Cause.HIGH_SLIPPAGE, "high market volatility"),
  /** The book is thin and the spread wide: an order pays level after level. */
  ILLIQUID(Cause.HIGH_SLIPPAGE, "low liquidity"),
  /** The session sends its orders right after the open. */
  TIMING(Cause.HIGH_SLIPPAGE, "timing of order submission"),
  /** The broker answers late, and so fills late. */
  SLOW(Cause.SLOW_FILLS, "latency of the broker"),
  /** The book never holds a whole order. */
  PARTIAL(Cause.PARTIAL_FILLS, "low liquidity");

  /** So long after the open no edge of a session is near, not even that of a half day. */
  private static final Duration INTO_THE_DAY = Duration.ofMinutes(100);

  private static final String ANY = ".*";

  /** Twice what people should look at, far below what trips a switch. */
  private static final int AWAY_BPS = 20;

  private final Cause cause;
  private final String likely;

  Trouble(Cause cause, String likely) {
    this.cause = cause;
    this.likely = likely;
  }

  /** What the guard should declare. */
  Cause cause() {
    return cause;
  }

  /** The runbook's cause that the evidence should find. */
  String likely() {
    return likely;
  }

  /** How long after the open the session of a bad day trades. */
  Duration tradesAfter() {
    return this == TIMING ? Duration.ofSeconds(30) : INTO_THE_DAY;
  }

  /** Lines of the configuration below {@code session}; limits and waits stay shipped. */
  String session() {
    String common = SwingStrategy.configuration();
    return switch (this) {
      case VOLATILE, ILLIQUID, TIMING, SLOW -> common + "  exposure: 20 %\n";
      case PARTIAL ->
          common + "  exposure: 60 %\n  orderType: limit\n  requotes: 8\n  fillPatience: 3s\n";
    };
  }

  /** From now on the market, or the broker, is like this. */
  void begins(SimulatedMarket market) {
    switch (this) {
      case VOLATILE -> {
        market.regime("volatile");
        market.fault(ANY, ANY, SimulatedMarket.effect("fillAway").put("bps", AWAY_BPS));
      }
      case ILLIQUID -> {
        // 30 shares, one at each price: half of 30 steps and half the spread, 19 bps of $650.
        market.spread(40);
        market.thinBook(1, 50, 7, Duration.ofSeconds(5));
      }
      case TIMING ->
          market.fault(ANY, ANY, SimulatedMarket.effect("fillAway").put("bps", AWAY_BPS));
      case SLOW -> {
        market.fault(ANY, ANY, SimulatedMarket.effect("fillDelay").put("delay", "PT8S"));
        market.fault(
            "GET", "/v2/(clock|account)", SimulatedMarket.effect("latency").put("delay", "PT1.5S"));
      }
      case PARTIAL -> {
        market.spread(40);
        market.thinBook(10, 1, 1, Duration.ofSeconds(4));
      }
    }
  }

  /**
   * What nervous days look like between two trades; nothing where the market is not the trouble.
   */
  void stirs(SimulatedMarket market) throws InterruptedException {
    if (this == VOLATILE) {
      for (int swing = 0; swing < 4; swing++) {
        market.slide(DrillPlace.SYMBOL, swing % 2 == 0 ? -60 : 60, Duration.ofMinutes(5));
        market.advance(Duration.ofMinutes(5));
        Thread.sleep(500);
      }
    }
  }
}
