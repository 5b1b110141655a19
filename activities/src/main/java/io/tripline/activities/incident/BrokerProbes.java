package io.tripline.activities.incident;

import io.tripline.activities.beat.Beating;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.ApiProbe;
import io.tripline.activities.broker.Timeframe;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.incident.ApiHealth;
import io.tripline.workflows.incident.ApiQuestion;
import io.tripline.workflows.incident.MarketQuestion;
import io.tripline.workflows.incident.MarketReview;
import io.tripline.workflows.incident.Probes;
import io.tripline.workflows.killswitch.MarketConditions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@link Probes} from the broker's market data, its API and its status page. */
public final class BrokerProbes implements Probes {
  /** Sixty calendar days hold the 21 daily bars that the usual day is measured by. */
  private static final Duration DAYS_BACK = Duration.ofDays(60);

  private final AlpacaAccounts accounts;
  private final Map<AccountName, ApiProbe> probes;

  /** Reads with the keys of the account that is asked about, and tests its API by its probe. */
  public BrokerProbes(AlpacaAccounts accounts, Map<AccountName, ApiProbe> probes) {
    this.accounts = accounts;
    this.probes = Map.copyOf(probes);
  }

  @Override
  public ApiHealth apiHealth(ApiQuestion question) {
    ApiProbe probe = probes.get(question.account());
    if (probe == null) {
      throw Fault.CONFIGURATION.failure(
          "account " + question.account() + " has no keys in this process");
    }
    try (Beating beating = Beating.here()) {
      beating.tell("testing the API");
      return probe.test(question.tests(), question.apart());
    }
  }

  @Override
  public MarketReview marketConditions(MarketQuestion question) {
    try (Beating beating = Beating.here()) {
      beating.tell("reading bars of " + question.symbol());
      return reviewed(question);
    }
  }

  private MarketReview reviewed(MarketQuestion question) {
    AlpacaHttp http = accounts.http(question.policy().account());
    Symbol symbol = question.symbol();
    MarketNow market = accounts.hours(question.policy().account()).now().orThrow();
    MarketClock clock = market.clock();
    SessionHours session =
        market
            .calendar()
            .current(clock.now())
            .orElseThrow(() ->
                Fault.UNREADABLE_ANSWER.failure(
                    "the calendar does not reach back to the current trading day"));
    Instant midnight = session.day().date().atStartOfDay(TradingDay.NEW_YORK).toInstant();
    List<Bar> daily =
        http.bars(symbol, Timeframe.DAY, midnight.minus(DAYS_BACK), midnight.minusMillis(1))
            .orThrow();
    Instant end = clock.now().isBefore(session.close()) ? clock.now() : session.close();
    List<Bar> minutes = http.bars(symbol, Timeframe.MINUTE, session.open(), end).orThrow();
    if (daily.isEmpty() || minutes.isEmpty()) {
      throw Fault.NOT_FOUND.failure("no bars of " + symbol + " for " + session.day());
    }
    return review(
        symbol, session.day(), MarketConditions.of(daily, dayBar(symbol, minutes), minutes, false));
  }

  private static MarketReview review(Symbol symbol, TradingDay day, MarketConditions conditions) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("tradingDay", day.text());
    figures.put("movePercent", MarketConditions.figure(100 * conditions.move()));
    figures.put("z", MarketConditions.figure(conditions.z()));
    figures.put("sigma20Percent", MarketConditions.figure(100 * conditions.sigma20()));
    figures.put("atr14", MarketConditions.figure(conditions.atr14()));
    figures.put("rangeRatio", MarketConditions.figure(conditions.rangeRatio()));
    figures.put("volatilityRatio", MarketConditions.figure(conditions.volatilityRatio()));
    return new MarketReview(
        conditions.label().name().toLowerCase(Locale.ROOT),
        conditions.sentence(symbol.value()),
        figures);
  }

  /** Today's bar of regular hours, which the daily bar of a running day may not be. */
  private static Bar dayBar(Symbol symbol, List<Bar> minutes) {
    Price high = minutes.get(0).high();
    Price low = minutes.get(0).low();
    long volume = 0;
    for (Bar bar : minutes) {
      high = bar.high().compareTo(high) > 0 ? bar.high() : high;
      low = bar.low().compareTo(low) < 0 ? bar.low() : low;
      volume += bar.volume();
    }
    return new Bar(
        symbol,
        minutes.get(0).at(),
        minutes.get(0).open(),
        high,
        low,
        minutes.get(minutes.size() - 1).close(),
        volume);
  }
}
