package io.tripline.worker.laws;

import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Every way in which the simulated broker can be bad, each for some seconds. */
final class BrokerFaults {
  private static final Duration FIRST = Duration.ofSeconds(15);
  private static final String ANY = ".*";
  private static final String ORDERS = "/v2/orders.*";

  private final RandomGenerator random;
  private final List<Supplier<Deed>> kinds;

  BrokerFaults(RandomGenerator random) {
    this.random = random;
    kinds =
        List.of(
            () -> fault("requests are lost", ANY, ANY, new Effect.RequestLost()),
            () -> fault("replies are lost", ANY, ANY, new Effect.ReplyLost()),
            () -> fault("replies to orders are lost", "POST", ORDERS, new Effect.ReplyLost()),
            () -> fault("replies to cancels are lost", "DELETE", ANY, new Effect.ReplyLost()),
            () -> fault("429 without a word", ANY, ANY, new Effect.RateLimited()),
            () -> fault("502 with HTML", ANY, ANY, html()),
            () -> fault("half a JSON", "GET", ANY, answer(200, "{\"equity\":", "application/json")),
            () -> fault("an empty list of what is held", "GET", "/v2/positions", empty()),
            () -> fault("422 for orders", "POST", ORDERS, refusal()),
            () -> fault("keys refused", "GET", ANY, new Effect.Unauthorized()),
            () -> fault("slow answers", ANY, ANY, new Effect.Latency(span(500, 4_500), false)),
            () -> fault("late orders", "POST", ORDERS, new Effect.Latency(span(500, 5_000), true)),
            () -> fault("a wrong date", ANY, ANY, new Effect.DateSkew(span(3_000, 90_000))),
            () -> fault("a date of before", ANY, ANY, new Effect.DateSkew(earlier())),
            () -> broker("partial fills", new Effect.PartialFill(share(), span(1_000, 9_000))),
            () -> broker("slow fills", new Effect.FillDelay(span(1_000, 12_000))),
            () -> broker("slow acceptance", new Effect.NewDelay(span(1_000, 9_000))),
            () -> broker("fills 60 bps away", new Effect.FillAway(60)),
            () -> broker("fills 150 bps away", new Effect.FillAway(150)),
            () -> broker("slow cancels", new Effect.CancelDelay(span(1_000, 12_000))),
            () -> broker("stuck cancels", new Effect.CancelStuck()),
            () -> broker("cancels that fail", new Effect.CancelFails()),
            () -> broker("positions of before", new Effect.PositionsLag(span(1_000, 12_000))),
            () -> broker("orders of before", new Effect.OrdersLag(span(1_000, 12_000))),
            () -> broker("held quantity of nobody", new Effect.RelatedOrdersMissing()),
            () -> broker("quotes of before", new Effect.StaleQuotes(span(9_000, 60_000), epoch())),
            () -> broker("quotes 3 % too low", new Effect.WrongQuotes(-300)),
            () -> broker("no quotes", new Effect.NoQuote()),
            () -> broker("a mute stream", new Effect.StreamMute()),
            () -> broker("a stream that says all twice", new Effect.StreamDuplicate()),
            () -> broker("a late stream", new Effect.StreamDelay(span(500, 9_000))),
            this::streamsCut,
            this::halted,
            this::jump,
            this::foreignBid);
  }

  Deed any() {
    return kinds.get(random.nextInt(kinds.size())).get();
  }

  /** Whoever sent it can't know whether the broker has it. */
  Deed firstAnswersLost() {
    return new Deed(
        Duration.ZERO,
        "the answers to the first orders are lost",
        system ->
            system
                .broker()
                .inject(
                    new Fault(
                        "POST",
                        ORDERS,
                        null,
                        1,
                        Instant.now().plus(FIRST),
                        new Effect.ReplyLost())));
  }

  private Deed fault(String words, String method, String path, Effect effect) {
    double chance = List.of(0.1, 0.3, 0.6, 1.0).get(random.nextInt(4));
    Duration length = span(2_000, 14_000);
    return new Deed(
        when(),
        "%s, %d %% for %.1f s".formatted(words, Math.round(chance * 100), seconds(length)),
        system ->
            system
                .broker()
                .inject(new Fault(method, path, null, chance, Instant.now().plus(length), effect)));
  }

  private Deed broker(String words, Effect effect) {
    return fault(words, ANY, ANY, effect);
  }

  private Deed streamsCut() {
    return new Deed(when(), "streams are cut", system -> system.broker().dropStreams());
  }

  private Deed halted() {
    return new Deed(when(), "SPY is halted", system -> system.broker().halt("SPY"));
  }

  private Deed jump() {
    int bps = random.nextInt(300) - 150;
    return new Deed(
        when(), "the price jumps by " + bps + " bps", system -> system.broker().jump("*", bps));
  }

  /** What the broker would call a wash trade with our sale. */
  private Deed foreignBid() {
    return new Deed(
        when(),
        "somebody bids for 5 SPY below the market",
        system ->
            new Somebody(system)
                .orders(
                    Map.of(
                        "symbol", "SPY",
                        "side", "buy",
                        "qty", "5",
                        "type", "limit",
                        "limit_price", "500",
                        "time_in_force", "gtc")));
  }

  private Duration when() {
    return span(0, (int) BadDay.HEALED.toMillis() - 4_000);
  }

  private Duration span(int leastMillis, int mostMillis) {
    return Duration.ofMillis(leastMillis + random.nextInt(mostMillis - leastMillis));
  }

  private Duration earlier() {
    return span(3_000, 90_000).negated();
  }

  private double share() {
    return 0.1 + random.nextDouble() * 0.8;
  }

  private static Instant epoch() {
    return Instant.EPOCH;
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1_000.0;
  }

  private static Effect html() {
    return answer(502, "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html");
  }

  private static Effect refusal() {
    return answer(422, "{\"code\":42210000,\"message\":\"no\"}", "application/json");
  }

  private static Effect empty() {
    return answer(200, "[]", "application/json");
  }

  private static Effect answer(int status, String body, String type) {
    return new Effect.Answer(status, body, type);
  }
}
