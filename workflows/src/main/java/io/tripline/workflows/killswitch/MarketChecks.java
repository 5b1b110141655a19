package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** D4 to D8 and D10: can the prices be believed that the account is marked with? Pure. */
final class MarketChecks {
  private static final Duration MOST_SKEW = Duration.ofSeconds(2);
  private static final Duration MOST_BAR_AGE = Duration.ofMinutes(2);
  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final double MOST_SPREAD_BPS = 10;
  private static final double MOST_APART_BPS = 20;
  private static final double MOST_SPIKE = 0.015;
  private static final int SIGMAS = 4;
  private static final int CONFIRMING_QUOTES = 3;

  private MarketChecks() {}

  static VerdictCheck fresh(LossEvidence evidence) {
    String title = "stale quote";
    String rule =
        "quote at most %d s, minute bar at most 120 s old, clock skew at most 2 s"
            .formatted(evidence.mostQuoteAge().toSeconds());
    MarketClock clock = evidence.clock();
    if (clock == null || evidence.skew() == null) {
      return new VerdictCheck("D4", title, Check.UNKNOWN, "no clock was read", rule);
    }
    if (!clock.open()) {
      return new VerdictCheck(
          "D4", title, Check.UNKNOWN, "the market is closed: quotes stand still", rule);
    }
    List<String> odd = new ArrayList<>();
    boolean unknown = false;
    // A simulator's host time is nobody's market time, but its server's clock is still this one.
    if (evidence.skew().abs().compareTo(MOST_SKEW) > 0) {
      odd.add("clock skew " + evidence.skew().toMillis() + " ms");
    }
    for (MarketEvidence market : evidence.markets()) {
      Quote quote = market.quote();
      if (quote == null || market.minuteBars().isEmpty()) {
        unknown = true;
        continue;
      }
      Duration age = age(quote.at(), clock);
      if (age.compareTo(evidence.mostQuoteAge()) > 0) {
        odd.add(market.symbol() + " quote " + age.toSeconds() + " s old");
      }
      Bar last = market.minuteBars().get(market.minuteBars().size() - 1);
      Duration barAge = age(last.at().plus(ONE_MINUTE), clock);
      if (barAge.compareTo(MOST_BAR_AGE) > 0) {
        odd.add(market.symbol() + " minute bar " + barAge.toSeconds() + " s old");
      }
    }
    return verdict("D4", title, odd, unknown, "all fresh", rule);
  }

  static VerdictCheck sane(LossEvidence evidence) {
    String title = "crossed, locked or zero quote";
    String rule = "bid above 0, ask above bid, spread at most 10 bps";
    List<String> odd = new ArrayList<>();
    boolean unknown = false;
    for (MarketEvidence market : evidence.markets()) {
      Quote quote = market.quote();
      if (quote == null) {
        unknown = true;
      } else if (!quote.usable()) {
        odd.add(market.symbol() + " bid " + quote.bid() + " ask " + quote.ask());
      } else if (spreadBps(quote) > MOST_SPREAD_BPS) {
        odd.add("%s spread %.1f bps".formatted(market.symbol(), spreadBps(quote)));
      }
    }
    return verdict("D5", title, odd, unknown, "all sane", rule);
  }

  /** A jump away from the last minutes is believed once three quotes in a row confirm it. */
  static VerdictCheck noSpike(LossEvidence evidence) {
    String title = "spike";
    String rule = "mid within 4 sigma and 1.5 % of the last minutes, or seen in 3 quotes";
    List<String> odd = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    boolean unknown = false;
    for (MarketEvidence market : evidence.markets()) {
      Price mid = mid(market);
      List<Bar> bars = market.minuteBars();
      if (mid == null || bars.size() < 6) {
        unknown = true;
        continue;
      }
      double[] closes = bars.stream().mapToDouble(b -> b.close().amount().doubleValue()).toArray();
      double[] last = java.util.Arrays.copyOfRange(closes, closes.length - 5, closes.length);
      double away = mid.amount().doubleValue() / MarketConditions.median(last) - 1;
      double sigma = MarketConditions.deviation(MarketConditions.logReturns(closes));
      String figure = "%s %.2f %% from the last minutes".formatted(market.symbol(), 100 * away);
      figures.add(figure);
      boolean spike = Math.abs(away) > MOST_SPIKE || Math.abs(away) > SIGMAS * sigma;
      if (spike && !confirmed(market, MarketConditions.median(last))) {
        odd.add(figure);
      }
    }
    return verdict("D6", title, odd, unknown, String.join("; ", figures), rule);
  }

  /** The marks of the account against the market's own prices. */
  static VerdictCheck secondSource(LossEvidence evidence) {
    String title = "second source";
    String rule = "last trade and position mark within 20 bps of the mid";
    List<String> odd = new ArrayList<>();
    boolean unknown = evidence.latest() == null;
    double worst = 0;
    for (MarketEvidence market : evidence.markets()) {
      Price mid = mid(market);
      if (mid == null || unfit(market, evidence).isPresent()) {
        unknown |= held(evidence, market) != null;
        continue;
      }
      Price trade = market.lastTrade();
      if (trade != null) {
        double apart = bps(trade, mid);
        worst = Math.max(worst, apart);
        if (apart > MOST_APART_BPS) {
          odd.add("%s trade %s, mid %s".formatted(market.symbol(), trade, mid));
        }
      }
      Position position = held(evidence, market);
      if (position != null) {
        double apart = bps(position.current(), mid);
        worst = Math.max(worst, apart);
        if (apart > MOST_APART_BPS) {
          odd.add("%s marked at %s, mid %s".formatted(market.symbol(), position.current(), mid));
        }
      }
    }
    AccountView view = evidence.latest();
    if (view != null) {
      unknown |= view.positions().stream().anyMatch(p -> evidence.market(p.symbol()) == null);
    }
    return verdict("D7", title, odd, unknown, "%.1f bps apart at most".formatted(worst), rule);
  }

  static VerdictCheck noSplit(LossEvidence evidence) {
    String title = "corporate action";
    String rule = "no split at the trading day or the days beside it";
    return switch (evidence.splits()) {
      case Reading.Seen<List<String>>(List<String> splits, Instant at) ->
          verdict("D8", title, splits, false, "none", rule);
      case Reading.Unknown<List<String>>(var fault, String reason) ->
          new VerdictCheck("D8", title, Check.UNKNOWN, reason, rule);
    };
  }

  static VerdictCheck noHalt(LossEvidence evidence) {
    String title = "trading halt";
    String rule = "no halt of a symbol that is held";
    return switch (evidence.halts()) {
      case Reading.Seen<List<String>>(List<String> halts, Instant at) ->
          verdict("D10", title, halts, false, "none", rule);
      case Reading.Unknown<List<String>>(var fault, String reason) ->
          new VerdictCheck("D10", title, Check.UNKNOWN, reason, rule);
    };
  }

  /** Why a symbol's quote can't serve as a price of its own; empty where it can. */
  static Optional<String> unfit(MarketEvidence market, LossEvidence evidence) {
    Quote quote = market.quote();
    MarketClock clock = evidence.clock();
    if (quote == null || clock == null) {
      return Optional.of("no quote");
    }
    if (!quote.usable() || spreadBps(quote) > MOST_SPREAD_BPS) {
      return Optional.of("the quote is not sane");
    }
    return age(quote.at(), clock).compareTo(evidence.mostQuoteAge()) > 0 || !clock.open()
        ? Optional.of("the quote is stale")
        : Optional.empty();
  }

  static @Nullable Price mid(MarketEvidence market) {
    Quote quote = market.quote();
    return quote == null || !quote.usable() ? null : quote.mid();
  }

  private static boolean confirmed(MarketEvidence market, double median) {
    List<Quote> quotes = market.quotes();
    if (quotes.size() < CONFIRMING_QUOTES) {
      return false;
    }
    double sign = 0;
    for (Quote quote : quotes.subList(quotes.size() - CONFIRMING_QUOTES, quotes.size())) {
      if (!quote.usable()) {
        return false;
      }
      double away = Math.signum(quote.mid().amount().doubleValue() - median);
      if (sign != 0 && away != sign) {
        return false;
      }
      sign = away;
    }
    return true;
  }

  private static @Nullable Position held(LossEvidence evidence, MarketEvidence market) {
    AccountView view = evidence.latest();
    return view == null
        ? null
        : view.positions().stream()
            .filter(p -> p.symbol().equals(market.symbol()))
            .findFirst()
            .orElse(null);
  }

  /** Age in wall time: a simulator's clock may run faster than its quotes are asked for. */
  private static Duration age(Instant at, MarketClock clock) {
    Duration market = Duration.between(at, clock.now());
    return clock.rate() > 1
        ? Duration.ofMillis(Math.round(market.toMillis() / clock.rate()))
        : market;
  }

  private static double spreadBps(Quote quote) {
    return bps(quote.ask(), quote.bid());
  }

  private static double bps(Price a, Price b) {
    if (b.signum() == 0) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal apart = a.amount().subtract(b.amount()).abs();
    return apart.divide(b.amount(), 10, RoundingMode.HALF_UP).doubleValue() * 10_000;
  }

  private static VerdictCheck verdict(
      String id, String title, List<String> odd, boolean unknown, String good, String rule) {
    if (!odd.isEmpty()) {
      return new VerdictCheck(id, title, Check.FAIL, String.join("; ", odd), rule);
    }
    return unknown
        ? new VerdictCheck(id, title, Check.UNKNOWN, "not all could be read", rule)
        : new VerdictCheck(id, title, Check.PASS, good, rule);
  }
}
