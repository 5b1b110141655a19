package io.tripline.simulator.admin;

import io.tripline.simulator.market.Depth;
import io.tripline.simulator.market.Regime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Does what the body of {@code POST /_sim/market} says. */
final class MarketBody {
  static final List<String> FIELDS =
      List.of(
          "kind",
          "symbol",
          "bps",
          "over",
          "for",
          "cents",
          "regime",
          "shares",
          "levels",
          "stepCents",
          "refill",
          "on",
          "marketWide");

  private static final List<String> KINDS =
      List.of(
          "jump",
          "slide",
          "gap",
          "freeze",
          "unfreeze",
          "halt",
          "resume",
          "spread",
          "regime",
          "depth",
          "breakers");

  private MarketBody() {}

  static void apply(AdminBody body, SimulatorControl control) {
    String symbol = body.text("symbol").orElse("*");
    switch (body.oneOf("kind", KINDS)) {
      case "jump" -> control.jump(symbol, body.number("bps"));
      case "slide" -> control.slide(symbol, body.number("bps"), body.duration("over"));
      case "gap" -> control.gapAtNextOpen(symbol, body.number("bps"));
      case "freeze" -> control.freeze(symbol);
      case "unfreeze" -> control.unfreeze(symbol);
      case "halt" -> control.halt(symbol, body.optionalDuration("for"));
      case "resume" -> control.resume(symbol);
      case "regime" -> control.regime(symbol, regime(body));
      case "depth" -> control.depth(symbol, depth(body));
      case "breakers" -> control.breakers(body.flag("on", true), body.flag("marketWide", true));
      default -> control.spread(symbol, body.integer("cents"));
    }
  }

  private static Regime regime(AdminBody body) {
    List<String> codes = Arrays.stream(Regime.values()).map(Regime::code).toList();
    return Regime.valueOf(body.oneOf("regime", codes).toUpperCase(Locale.ROOT));
  }

  private static Depth depth(AdminBody body) {
    int shares = body.integer("shares");
    if (shares == 0) {
      return Depth.ENDLESS;
    }
    Duration refill = body.optionalDuration("refill");
    return new Depth(
        shares,
        body.has("levels") ? body.integer("levels") : 5,
        body.has("stepCents") ? body.integer("stepCents") : 2,
        refill == null ? Duration.ofSeconds(2) : refill);
  }
}
