package io.tripline.simulator.admin;

import static io.tripline.simulator.fault.Fault.always;

import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.simulator.market.Depth;
import io.tripline.simulator.market.Regime;
import io.tripline.simulator.rest.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** The scenarios. All times are market time from the beginning of the scenario. */
final class Scenarios {
  static final List<Scenario> ALL =
      List.of(
          new Scenario("usual-day", "nothing special; ends another scenario", stage -> {}),
          new Scenario(
              "calm-day",
              "half the usual moves, full book",
              stage -> stage.control().regime("*", Regime.CALM)),
          new Scenario(
              "lively-day",
              "regimes change by seed each 10 to 40 minutes, with a trend; halts are on",
              Scenarios::livelyDay),
          new Scenario(
              "gap-down",
              "the clock stands 2 minutes before the next open, which is 4 % lower",
              Scenarios::gapDown),
          new Scenario(
              "daily-loss",
              "after 1 minute prices slide 3 % in 5 minutes and stay there",
              stage -> stage.after(minutes(1), () -> stage.control().slide("*", -300, minutes(5)))),
          new Scenario(
              "flash-crash",
              "after 1 minute 9 % down in 90 seconds with a LULD pause, then a recovery",
              Scenarios::flashCrash),
          new Scenario(
              "market-wide-halt",
              "after 1 minute 8 % down in 5 minutes: the circuit breaker of level 1 halts all",
              stage -> {
                stage.control().breakers(true, true);
                stage.after(minutes(1), () -> stage.control().slide("*", -850, minutes(5)));
              }),
          new Scenario(
              "volatility-burst",
              "after 1 minute 10 minutes extreme, 20 minutes volatile, then as usual",
              stage -> {
                stage.after(minutes(1), () -> stage.control().regime("*", Regime.EXTREME));
                stage.after(minutes(11), () -> stage.control().regime("*", Regime.VOLATILE));
                stage.after(minutes(31), () -> stage.control().regime("*", Regime.NORMAL));
              }),
          new Scenario(
              "halted-symbol",
              "after 1 minute trading is halted for 30 minutes",
              stage -> stage.after(minutes(1), () -> stage.control().halt("*", minutes(30)))),
          new Scenario(
              "market-close",
              "the clock stands 5 minutes before the close",
              stage -> stage.control().shortlyBeforeClose(minutes(5))),
          new Scenario(
              "low-liquidity",
              "a thin book: 3 levels of some 40 shares, refilled after 5 seconds, wide spread",
              stage -> stage.control().depth("*", new Depth(40, 3, 4, seconds(5)))),
          new Scenario(
              "high-slippage",
              "market orders fill 40 basis points away from the quote",
              stage -> stage.fault(new Effect.FillAway(40))),
          new Scenario(
              "slow-fills",
              "orders are pending_new for 2 seconds and fill 20 seconds after that",
              stage -> {
                stage.fault(new Effect.NewDelay(seconds(2)));
                stage.fault(new Effect.FillDelay(seconds(20)));
              }),
          new Scenario(
              "partial-fills",
              "orders fill 30 % of what is left, each 10 seconds",
              stage -> stage.fault(new Effect.PartialFill(0.3, seconds(10)))),
          new Scenario(
              "bad-data",
              "after 30 seconds quotes are 5 % too low and the equity $5,000, for 2 minutes",
              Scenarios::badData),
          new Scenario(
              "disagreeing-reads",
              "every second read of orders or positions is 5 seconds old",
              stage -> {
                stage.control().inject(half(new Effect.PositionsLag(seconds(5))));
                stage.control().inject(half(new Effect.OrdersLag(seconds(5))));
              }),
          new Scenario(
              "api-outage",
              "after 30 seconds 503 on everything for 3 minutes, and the status page says so",
              Scenarios::apiOutage),
          new Scenario(
              "unknown-outcomes",
              "of the orders sent one in three is taken without an answer, one in six answered 504",
              stage -> {
                stage
                    .control()
                    .inject(
                        always(new Effect.ReplyLost())
                            .on("POST", "/v2/orders")
                            .withProbability(1.0 / 3));
                stage
                    .control()
                    .inject(
                        always(page(504, "Gateway Time-out"))
                            .on("POST", "/v2/orders")
                            .withProbability(1.0 / 6));
              }),
          new Scenario(
              "rate-limit",
              "every second request is answered 429 without headers",
              stage -> stage.control().inject(half(new Effect.RateLimited()))),
          new Scenario(
              "credentials-revoked",
              "after 30 seconds the keys are refused, until another scenario begins",
              stage -> stage.after(seconds(30), () -> stage.fault(new Effect.Unauthorized()))),
          new Scenario(
              "stuck-cancels",
              "cancels stay pending_cancel for 5 minutes",
              stage -> stage.between(Duration.ZERO, minutes(5), always(new Effect.CancelStuck()))),
          new Scenario(
              "silent-stream",
              "the trade stream stays connected and says nothing",
              stage -> stage.fault(new Effect.StreamMute())));

  private static final int SESSION_MINUTES = 390;

  private Scenarios() {}

  private static void livelyDay(Stage stage) {
    SplittableRandom chances = stage.chances();
    stage.control().breakers(true, true);
    stage.control().regime("*", Regime.VOLATILE);
    stage.control().slide("*", 30 - chances.nextInt(61), minutes(60 + chances.nextInt(180)));
    int at = 0;
    while (at < SESSION_MINUTES) {
      at += 10 + chances.nextInt(31);
      // Extreme is rare, and a usual hour follows most others.
      int drawn = chances.nextInt(10);
      Regime next =
          drawn < 3
              ? Regime.CALM
              : drawn < 7 ? Regime.NORMAL : drawn < 9 ? Regime.VOLATILE : Regime.EXTREME;
      stage.after(minutes(at), () -> stage.control().regime("*", next));
    }
    stage.after(minutes(SESSION_MINUTES + 10), () -> stage.control().regime("*", Regime.NORMAL));
  }

  private static void gapDown(Stage stage) {
    stage.control().shortlyBeforeOpen(minutes(2));
    stage.control().gapAtNextOpen("*", -400);
  }

  private static void flashCrash(Stage stage) {
    SimulatorControl control = stage.control();
    control.breakers(true, false);
    stage.after(
        minutes(1),
        () -> {
          control.regime("*", Regime.EXTREME);
          control.depth("*", new Depth(100, 5, 5, seconds(2)));
          control.slide("*", -900, seconds(90));
        });
    stage.after(minutes(4), () -> control.slide("*", 850, minutes(12)));
    stage.after(
        minutes(16),
        () -> {
          control.regime("*", Regime.VOLATILE);
          control.depth("*", Depth.ENDLESS);
        });
    stage.after(minutes(40), () -> control.regime("*", Regime.NORMAL));
  }

  private static void badData(Stage stage) {
    stage.between(seconds(30), minutes(2), always(new Effect.WrongQuotes(-500)));
    stage.after(seconds(30), () -> stage.control().equityGlitch(new BigDecimal("-5000")));
    stage.after(seconds(150), () -> stage.control().equityGlitch(BigDecimal.ZERO));
  }

  private static void apiOutage(Stage stage) {
    SimulatorControl control = stage.control();
    stage.between(
        seconds(30),
        minutes(3),
        always(page(503, "Service Temporarily Unavailable")).on(".*", "/v\\d/.*"));
    stage.after(seconds(90), () -> control.statusPage().write("Orders API", "major_outage"));
    stage.after(minutes(5), () -> control.statusPage().write("Orders API", "operational"));
  }

  private static Effect page(int status, String title) {
    Reply reply = Reply.html(status, title);
    return new Effect.Answer(status, reply.body(), reply.contentType());
  }

  private static Fault half(Effect effect) {
    return always(effect).withProbability(0.5);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
