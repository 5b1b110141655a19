package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * K5: can the market data be believed (D4 to D7)? It blocks entries after failed looks in a row, or
 * after too long without a verdict while the market is open; clean looks in a row lift that. In the
 * first minutes of a session there are too few minute bars for a verdict on spikes: that counts as
 * nothing. For one thread.
 */
public final class DataQualitySwitch {
  private static final Duration FIRST_BARS = Duration.ofMinutes(10);

  /** Checks that judge minute bars: UNKNOWN while a session has had too few of them. */
  private static final Set<String> NEED_BARS = Set.of("D4", "D6", "D7");

  private int fails;
  private int clean;
  private @Nullable Instant unknownSince;
  private boolean blocks;

  /**
   * A look at the market data.
   *
   * @param markets one per symbol of the session and of what is held; empty: nothing was read
   * @param view the account's marks in scope at about the same time
   * @param skew server time less host time
   * @param mostQuoteAge the oldest that a quote may be
   * @param open the session's open, market time; null where the calendar does not tell
   */
  public record Look(
      List<MarketEvidence> markets,
      @Nullable AccountView view,
      @Nullable MarketClock clock,
      @Nullable Duration skew,
      Duration mostQuoteAge,
      @Nullable Instant open) {
    /** Copies. */
    public Look {
      markets = List.copyOf(markets);
    }
  }

  /** Takes a look; a block that stands from before is taken over with the first one. */
  public SwitchReading on(Look look, SwitchLimits limits, SwitchMoment moment) {
    blocks |= moment.stands();
    MarketClock clock = look.clock();
    if (clock == null || !clock.open()) {
      unknownSince = null;
      fails = 0;
      clean = 0;
      String why = clock == null ? "the clock is not known" : "the market is closed";
      return reading(Check.UNKNOWN, why, List.of(), limits, moment);
    }
    List<VerdictCheck> checks = checks(look, moment);
    Check worst = worst(checks, look, clock);
    count(worst, limits, moment.at());
    String words =
        String.join(
            "; ",
            checks.stream()
                .filter(each -> each.check() == worst)
                .map(each -> each.id() + " " + each.figure())
                .toList());
    return reading(worst, worst == Check.PASS ? "D4 to D7 pass" : words, checks, limits, moment);
  }

  private void count(Check check, SwitchLimits limits, Instant at) {
    switch (check) {
      case PASS -> {
        fails = 0;
        unknownSince = null;
        clean++;
        blocks &= clean < limits.dataClean();
      }
      case FAIL -> {
        clean = 0;
        unknownSince = null;
        fails++;
        blocks |= fails >= limits.dataFails();
      }
      case UNKNOWN -> {
        clean = 0;
        Instant since = unknownSince == null ? at : unknownSince;
        unknownSince = since;
        blocks |= Duration.between(since, at).compareTo(limits.dataUnknown()) > 0;
      }
    }
  }

  private static List<VerdictCheck> checks(Look look, SwitchMoment moment) {
    LossEvidence evidence =
        new LossEvidence(
            new Observation(
                KillSwitch.K5, Check.UNKNOWN, "", "", Map.of(), moment.marketAt(), moment.at()),
            BigDecimal.ONE,
            notRead(),
            look.view() == null ? List.of() : List.of(look.view()),
            notRead(),
            notRead(),
            look.markets().stream().map(each -> sinceTheOpen(each, look.open())).toList(),
            notRead(),
            notRead(),
            look.clock(),
            look.skew(),
            look.mostQuoteAge(),
            moment.at());
    return List.of(
        MarketChecks.fresh(evidence),
        MarketChecks.sane(evidence),
        MarketChecks.noSpike(evidence),
        MarketChecks.secondSource(evidence));
  }

  /** The bars of an earlier session say nothing of this one: they would be old at every open. */
  private static MarketEvidence sinceTheOpen(MarketEvidence market, @Nullable Instant open) {
    return open == null
        ? market
        : new MarketEvidence(
            market.symbol(),
            market.quotes(),
            market.lastTrade(),
            market.minuteBars().stream().filter(bar -> !bar.at().isBefore(open)).toList(),
            market.previousClose());
  }

  private static Check worst(List<VerdictCheck> checks, Look look, MarketClock clock) {
    if (checks.stream().anyMatch(each -> each.check() == Check.FAIL)) {
      return Check.FAIL;
    }
    Instant open = look.open();
    boolean early = open != null && clock.now().isBefore(open.plus(FIRST_BARS));
    boolean quoted = look.markets().stream().allMatch(each -> each.quote() != null);
    boolean unknown =
        look.markets().isEmpty()
            || checks.stream()
                .filter(each -> each.check() == Check.UNKNOWN)
                .anyMatch(each -> !(early && quoted && NEED_BARS.contains(each.id())));
    return unknown ? Check.UNKNOWN : Check.PASS;
  }

  private SwitchReading reading(
      Check check,
      String words,
      List<VerdictCheck> checks,
      SwitchLimits limits,
      SwitchMoment moment) {
    Map<String, String> inputs = new LinkedHashMap<>();
    checks.forEach(each -> inputs.put(each.id(), each.check() + ": " + each.figure()));
    return new SwitchReading(
        new Observation(
            KillSwitch.K5,
            check,
            words,
            "%d failed in a row, or unknown for %d s; %d clean lift it"
                .formatted(
                    limits.dataFails(), limits.dataUnknown().toSeconds(), limits.dataClean()),
            inputs,
            moment.marketAt(),
            moment.at()),
        blocks ? Wish.BLOCK : Wish.NOTHING);
  }

  private static <T> Reading<T> notRead() {
    return new Reading.Unknown<>(Fault.UNREADABLE_ANSWER, "not asked");
  }
}
