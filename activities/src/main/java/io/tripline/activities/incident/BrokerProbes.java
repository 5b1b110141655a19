package io.tripline.activities.incident;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.AlpacaHttp.Timeframe;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.incident.MarketQuestion;
import io.tripline.workflows.incident.MarketReview;
import io.tripline.workflows.incident.Probes;
import io.tripline.workflows.killswitch.MarketConditions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the market at the account's broker. Thread-safe. */
public final class BrokerProbes implements Probes {
  /** Twenty daily returns, with room for the longest run of holidays. */
  private static final Duration DAYS_BACK = Duration.ofDays(45);

  private final AlpacaAccounts accounts;

  /** Reads through the clients of {@code accounts}. */
  public BrokerProbes(AlpacaAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public MarketReview marketConditions(MarketQuestion question) {
    Symbol symbol = question.symbol();
    AlpacaHttp http = accounts.http(question.policy().account());
    Instant now = http.clock().orThrow().now();
    Instant midnight = TradingDay.dateOf(now).atStartOfDay(TradingDay.NEW_YORK).toInstant();
    List<Bar> days = http.bars(symbol, Timeframe.DAY, midnight.minus(DAYS_BACK), now).orThrow();
    List<Bar> before = days.stream().filter(bar -> bar.at().isBefore(midnight)).toList();
    Bar today =
        days.stream()
            .filter(bar -> !bar.at().isBefore(midnight))
            .findFirst()
            .orElseThrow(() ->
                Fault.NOT_READY.failure(symbol + " has no bar of today: the market was not open"));
    List<Bar> minutes = http.bars(symbol, Timeframe.MINUTE, midnight, now).orThrow();
    MarketConditions seen = MarketConditions.of(before, today, minutes, false);
    return new MarketReview(
        seen.label().name(), seen.sentence(symbol.value()), figures(seen, today));
  }

  private static Map<String, String> figures(MarketConditions seen, Bar today) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("move", MarketConditions.figure(100 * seen.move()) + " %");
    figures.put("sigma20", MarketConditions.figure(100 * seen.sigma20()) + " % a day");
    figures.put("z", MarketConditions.figure(seen.z()));
    figures.put("atr14", MarketConditions.figure(seen.atr14()));
    figures.put("rangeOverAtr14", MarketConditions.figure(seen.rangeRatio()));
    figures.put("volatilityRatio", MarketConditions.figure(seen.volatilityRatio()));
    figures.put("open", today.open().text());
    figures.put("low", today.low().text());
    figures.put("last", today.close().text());
    return figures;
  }
}
