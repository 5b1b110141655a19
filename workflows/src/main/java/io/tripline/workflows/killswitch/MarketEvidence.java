package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the market-data host showed of one symbol; what could not be read is null or empty.
 *
 * @param quotes quotes read one after the other, the latest last
 * @param minuteBars ascending
 * @param previousClose the close of the previous trading day
 */
public record MarketEvidence(
    Symbol symbol,
    List<Quote> quotes,
    @Nullable Price lastTrade,
    List<Bar> minuteBars,
    @Nullable Price previousClose) {
  /** Copies the lists. */
  public MarketEvidence {
    quotes = List.copyOf(quotes);
    minuteBars = List.copyOf(minuteBars);
  }

  /** The latest quote. */
  @Nullable Quote quote() {
    return quotes.isEmpty() ? null : quotes.get(quotes.size() - 1);
  }
}
