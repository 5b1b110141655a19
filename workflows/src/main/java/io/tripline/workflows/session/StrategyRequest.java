package io.tripline.workflows.session;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy that is served from outside is asked: one JSON object, documented in {@code
 * docs/strategies.md}. Components are only ever added.
 *
 * @param schemaVersion 1
 * @param strategy its name, which is also the activity type
 * @param marketTime the broker's clock at the reading
 * @param closesAt the session's close, market time
 * @param held shares held in the symbol; 0 is flat
 * @param equity of the account
 * @param quote the latest; null when there is none
 * @param dailyBars complete daily bars before today, ascending
 */
public record StrategyRequest(
    int schemaVersion,
    AccountName account,
    String strategy,
    Symbol symbol,
    TradingDay day,
    Instant marketTime,
    Instant closesAt,
    Quantity held,
    Money equity,
    @Nullable Quote quote,
    List<Bar> dailyBars) {
  /** The form that this code writes. */
  public static final int SCHEMA = 1;

  /** Copies the bars. */
  public StrategyRequest {
    dailyBars = List.copyOf(dailyBars);
  }
}
