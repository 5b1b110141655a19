package io.tripline.simulator.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.simulator.market.Bar;
import io.tripline.simulator.market.Move;
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
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

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

  private Quote shownQuote(String symbol, Instant now) {
    Quote quote = broker.tape().quote(symbol, now);
    for (Fault fault : broker.faults().faults().values()) {
      if (fault.effect() instanceof Effect.NoQuote) {
        return quote.none();
      }
      if (fault.effect() instanceof Effect.WrongQuotes wrong) {
        return quote.movedBy(wrong.bps());
      }
    }
    return quote;
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
    Quote quote = shownQuote(symbol, now);
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

  /** Every change since the last look, also of halts that were over before this one. */
  private void status(
      String symbol, Instant now, BiPredicate<String, String> wanted, List<ObjectNode> messages) {
    var looks = new TreeSet<Instant>();
    looks.add(now);
    for (Move move : broker.tape().moves()) {
      if (move instanceof Move.Halt halt && halt.concerns(symbol)) {
        Stream.of(halt.from(), halt.until() == null ? now : halt.until())
            .filter(at -> at.isAfter(last) && at.isBefore(now))
            .forEach(looks::add);
      }
    }
    for (Instant at : looks) {
      Optional<Move.Halt> halt = broker.tape().haltAt(symbol, at);
      Boolean before = halted.put(symbol, halt.isPresent());
      if (before != null && before != halt.isPresent() && wanted.test("statuses", symbol)) {
        messages.add(message("s", symbol, status(halt, at)));
      }
    }
  }

  private static ObjectNode status(Optional<Move.Halt> halt, Instant at) {
    ObjectNode body = Json.object();
    body.put("sc", halt.isPresent() ? "H" : "T");
    body.put("sm", halt.isPresent() ? "Trading Halt" : "Trading Resumption");
    body.put("rc", halt.map(stop -> stop.reason().code()).orElse(""));
    body.put("rm", halt.map(stop -> stop.reason().message()).orElse(""));
    body.put("t", at.toString());
    body.put("z", MarketJson.TAPE);
    return body;
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

  private void bands(String symbol, Instant at, List<ObjectNode> messages) {
    broker
        .tape()
        .bands(symbol, at)
        .ifPresent(bands -> {
          ObjectNode body = Json.object();
          body.put("u", bands.upper());
          body.put("d", bands.lower());
          body.put("i", "B");
          body.put("t", at.toString());
          body.put("z", MarketJson.TAPE);
          messages.add(message("l", symbol, body));
        });
  }

  private static ObjectNode message(String kind, String symbol, ObjectNode body) {
    ObjectNode message = Json.object();
    message.put("T", kind);
    message.put("S", symbol);
    message.setAll(body);
    return message;
  }
}
