package io.tripline.simulator.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.simulator.market.Bar;
import io.tripline.simulator.market.HaltReason;
import io.tripline.simulator.market.Move;
import io.tripline.simulator.market.PriceBands;
import io.tripline.simulator.market.Quote;
import io.tripline.simulator.market.Timeframe;
import io.tripline.simulator.market.Trade;
import io.tripline.simulator.rest.Json;
import io.tripline.simulator.rest.MarketJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * What one feed says between two looks at the market: quotes and trades once a market second and
 * whenever the price changes, bars when their minute ends. To be used inside the broker's lock.
 */
final class DataFeed {
  /** Of a longer jump of the clock only this last part is told. */
  private static final Duration LONGEST_LOOK = Duration.ofHours(8);

  private static final Duration HALF_MINUTE = Duration.ofSeconds(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Broker broker;
  private final Duration delay;
  private final Map<String, Quote> quotes = new HashMap<>();
  private final Map<String, Trade> trades = new HashMap<>();
  private final Map<String, Boolean> halted = new HashMap<>();
  private Instant last = Instant.MAX;

  /**
   * A feed of that broker's market.
   *
   * @param delay how much later than the market it is
   */
  DataFeed(Broker broker, Duration delay) {
    this.broker = broker;
    this.delay = delay;
  }

  /** Somebody new listens: what was said before does not count. */
  void startAnew() {
    quotes.clear();
    trades.clear();
    halted.clear();
    last = Instant.MAX;
  }

  /**
   * The messages since the last call.
   *
   * @param wanted whether somebody listens, by channel and symbol
   */
  List<ObjectNode> next(BiPredicate<String, String> wanted) {
    Instant now = shownTime().minus(delay);
    if (last.equals(Instant.MAX)) {
      last = now;
    }
    var messages = new ArrayList<ObjectNode>();
    if (now.isBefore(last)) {
      return messages;
    }
    for (String symbol : new TreeSet<>(broker.tape().symbols())) {
      status(symbol, now, wanted, messages);
      onTheHalfMinute(symbol, now, wanted, messages);
      trade(symbol, now, wanted, messages);
      quote(symbol, now, wanted, messages);
    }
    last = now;
    return messages;
  }

  /** As the REST side shows it; looking here does not use the fault up. */
  private Instant shownTime() {
    Instant now = broker.now();
    for (Fault fault : broker.faults().faults().values()) {
      if (fault.effect() instanceof Effect.StaleQuotes stale) {
        return stale.age() == null ? stale.since() : now.minus(stale.age());
      }
    }
    return now;
  }

  private void trade(
      String symbol, Instant now, BiPredicate<String, String> wanted, List<ObjectNode> messages) {
    if (!wanted.test("trades", symbol)) {
      return;
    }
    Trade trade = broker.tape().trade(symbol, now);
    Trade before = trades.put(symbol, trade);
    if (before == null
        || before.at().getEpochSecond() != trade.at().getEpochSecond()
        || before.price().compareTo(trade.price()) != 0) {
      messages.add(message("t", symbol, MarketJson.of(trade)));
    } else {
      trades.put(symbol, before);
    }
  }

  private void quote(
      String symbol, Instant now, BiPredicate<String, String> wanted, List<ObjectNode> messages) {
    if (!wanted.test("quotes", symbol)) {
      return;
    }
    Quote quote = broker.disturbed(broker.tape().quote(symbol, now));
    Quote before = quotes.put(symbol, quote);
    if (before == null
        || before.at().getEpochSecond() != quote.at().getEpochSecond()
        || before.bid().compareTo(quote.bid()) != 0
        || before.ask().compareTo(quote.ask()) != 0) {
      messages.add(message("q", symbol, MarketJson.of(quote)));
    } else {
      quotes.put(symbol, before);
    }
  }

  /** Codes of the consolidated tape: 2 is a halt, 3 is trading again. */
  private void status(
      String symbol, Instant now, BiPredicate<String, String> wanted, List<ObjectNode> messages) {
    boolean isHalted = broker.tape().halted(symbol, now);
    Boolean before = halted.put(symbol, isHalted);
    if (before == null || before == isHalted || !wanted.test("statuses", symbol)) {
      return;
    }
    ObjectNode body = Json.object();
    body.put("sc", isHalted ? "2" : "3");
    body.put("sm", isHalted ? "Trading Halt" : "Resume");
    var reason = broker.tape().haltAt(symbol, now).map(Move.Halt::reason);
    body.put("rc", reason.map(HaltReason::code).orElse(""));
    body.put("rm", reason.map(HaltReason::message).orElse(""));
    body.put("t", now.toString());
    body.put("z", MarketJson.TAPE);
    messages.add(message("s", symbol, body));
  }

  /** Bars and their daily company at the minute, price bands and repeated bars at its half, too. */
  private void onTheHalfMinute(
      String symbol, Instant now, BiPredicate<String, String> wanted, List<ObjectNode> messages) {
    Instant from = now.minus(LONGEST_LOOK).isAfter(last) ? now.minus(LONGEST_LOOK) : last;
    long step = HALF_MINUTE.toSeconds();
    Instant at = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), step) * step + step);
    while (!at.isAfter(now)) {
      if (at.getEpochSecond() % MINUTE.toSeconds() == 0) {
        if (wanted.test("bars", symbol)) {
          minuteBar(symbol, at.minus(MINUTE), at, "b", messages);
        }
        if (wanted.test("dailyBars", symbol)) {
          dailyBar(symbol, at, messages);
        }
      } else if (wanted.test("updatedBars", symbol)) {
        Instant ended = at.minus(HALF_MINUTE);
        minuteBar(symbol, ended.minus(MINUTE), ended, "u", messages);
      }
      if (wanted.test("lulds", symbol)) {
        bands(symbol, at, messages);
      }
      at = at.plus(HALF_MINUTE);
    }
  }

  private void minuteBar(
      String symbol, Instant start, Instant end, String kind, List<ObjectNode> messages) {
    for (Bar bar : broker.bars().bars(symbol, Timeframe.MINUTE, start, start, end, 1)) {
      messages.add(message(kind, symbol, MarketJson.of(bar)));
    }
  }

  private void dailyBar(String symbol, Instant at, List<ObjectNode> messages) {
    MarketDay day = broker.calendar().day(broker.calendar().dateAt(at)).orElse(null);
    if (day == null || !at.isAfter(day.opensAt()) || at.isAfter(day.closesAt())) {
      return;
    }
    broker
        .bars()
        .latest(symbol, Timeframe.DAY, at)
        .ifPresent(bar -> messages.add(message("d", symbol, MarketJson.of(bar))));
  }

  /** The bands that would pause the symbol, whether or not they are switched on. */
  private void bands(String symbol, Instant at, List<ObjectNode> messages) {
    PriceBands bands = broker.tape().bands(symbol, at).orElse(null);
    if (bands == null) {
      return;
    }
    ObjectNode body = Json.object();
    body.put("u", bands.upper());
    body.put("d", bands.lower());
    body.put("i", "B");
    body.put("t", at.toString());
    body.put("z", MarketJson.TAPE);
    messages.add(message("l", symbol, body));
  }

  private static ObjectNode message(String kind, String symbol, ObjectNode body) {
    ObjectNode message = Json.object();
    message.put("T", kind);
    message.put("S", symbol);
    message.setAll(body);
    return message;
  }
}
