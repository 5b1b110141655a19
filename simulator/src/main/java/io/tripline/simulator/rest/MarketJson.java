package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.market.Bar;
import io.tripline.simulator.market.Quote;
import io.tripline.simulator.market.Trade;
import java.time.Duration;
import java.time.Instant;

/** Quotes, trades and bars as market data shows them: short names, numbers instead of strings. */
public final class MarketJson {
  private static final String EXCHANGE = "V";

  /** The tape of what is listed on NYSE Arca. */
  public static final String TAPE = "B";

  private MarketJson() {}

  /** A quote. */
  public static ObjectNode of(Quote quote) {
    ObjectNode node = Json.object();
    node.put("t", quote.at().toString());
    node.put("ax", EXCHANGE);
    node.put("ap", quote.ask());
    node.put("as", quote.askSize());
    node.put("bx", EXCHANGE);
    node.put("bp", quote.bid());
    node.put("bs", quote.bidSize());
    node.putArray("c").add("R");
    node.put("z", TAPE);
    return node;
  }

  /** A trade. */
  public static ObjectNode of(Trade trade) {
    ObjectNode node = Json.object();
    node.put("t", trade.at().toString());
    node.put("x", EXCHANGE);
    node.put("p", trade.price());
    node.put("s", trade.size());
    node.putArray("c").add("@");
    node.put("i", Duration.between(Instant.EPOCH, trade.at()).toMillis());
    node.put("z", TAPE);
    return node;
  }

  /** A bar. */
  public static ObjectNode of(Bar bar) {
    ObjectNode node = Json.object();
    node.put("t", bar.start().toString());
    node.put("o", bar.open());
    node.put("h", bar.high());
    node.put("l", bar.low());
    node.put("c", bar.close());
    node.put("v", bar.volume());
    node.put("n", bar.trades());
    node.put("vw", bar.vwap());
    return node;
  }
}
