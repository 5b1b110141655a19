package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the verdict on a loss rests on. What could not be read is unknown here, never
 * empty.
 *
 * @param trip the reading that tripped
 * @param limit the loss fraction that it was compared with
 * @param loss a fresh reading
 * @param views account and positions, read several times one after the other, the latest last
 * @param fills executions since New York's midnight of the trading day
 * @param orders orders since then
 * @param markets market data of every symbol that is held or was traded today
 * @param splits splits of those symbols at the trading day ± 1
 * @param halts trading halts of those symbols; mostly unknown, the free feed does not tell
 * @param skew server time less host time
 * @param mostQuoteAge the oldest that a quote may be in regular hours: 5 s from the consolidated
 *     feed, 60 s from one exchange
 */
public record LossEvidence(
    Observation trip,
    BigDecimal limit,
    Reading<DailyLoss> loss,
    List<AccountView> views,
    Reading<List<Fill>> fills,
    Reading<List<Order>> orders,
    List<MarketEvidence> markets,
    Reading<List<String>> splits,
    Reading<List<String>> halts,
    @Nullable MarketClock clock,
    @Nullable Duration skew,
    Duration mostQuoteAge,
    Instant at) {
  /** Copies the lists. */
  public LossEvidence {
    views = List.copyOf(views);
    markets = List.copyOf(markets);
  }

  /** What is known of one symbol; the account's other holdings say nothing of it. */
  LossEvidence of(Symbol symbol) {
    return new LossEvidence(
        trip,
        limit,
        loss,
        views.stream()
            .map(view ->
                new AccountView(
                    view.account(),
                    view.positions().stream().filter(p -> p.symbol().equals(symbol)).toList(),
                    view.at()))
            .toList(),
        fills,
        orders,
        markets.stream().filter(market -> market.symbol().equals(symbol)).toList(),
        splits,
        halts,
        clock,
        skew,
        mostQuoteAge,
        at);
  }

  @Nullable AccountView latest() {
    return views.isEmpty() ? null : views.get(views.size() - 1);
  }

  @Nullable MarketEvidence market(Symbol symbol) {
    return markets.stream().filter(m -> m.symbol().equals(symbol)).findFirst().orElse(null);
  }
}
