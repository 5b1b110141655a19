package io.tripline.simulator.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.clock.MarketDay;
import io.tripline.simulator.clock.Phase;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.simulator.market.Bar;
import io.tripline.simulator.market.Quote;
import io.tripline.simulator.market.Tape;
import io.tripline.simulator.market.Timeframe;
import io.tripline.simulator.market.Trade;
import io.tripline.simulator.rest.Json;
import io.tripline.simulator.rest.MarketJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
  private static final int LULD_SAMPLES = 10;
  private static final BigDecimal LULD_BAND = new BigDecimal("0.05");
  private static final Duration WIDE_BANDS = Duration.ofMinutes(25);

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
    Quote quote = broker.tape().quote(symbol, now);
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

  /** Codes of the consolidated tape: 2 and M are a halt for volatility, 3 is trading again. */
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
    body.put("rc", isHalted ? "M" : "");
    body.put("rm", isHalted ? "Volatility Trading Pause" : "");
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

  /** 5 % round the mean of five minutes, 10 % in the last 25 minutes (LULD plan, tier 1). */
  private void bands(String symbol, Instant at, List<ObjectNode> messages) {
    Tape tape = broker.tape();
    if (broker.calendar().phaseAt(at) != Phase.CORE || tape.halted(symbol, at)) {
      return;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < LULD_SAMPLES; i++) {
      sum = sum.add(tape.price(symbol, at.minus(HALF_MINUTE.multipliedBy(i))));
    }
    BigDecimal reference = sum.movePointLeft(1);
    Instant close = broker.calendar().nextClose(at).closesAt();
    BigDecimal share =
        Duration.between(at, close).compareTo(WIDE_BANDS) <= 0
            ? LULD_BAND.multiply(BigDecimal.TWO)
            : LULD_BAND;
    ObjectNode body = Json.object();
    body.put("u", band(reference, BigDecimal.ONE.add(share)));
    body.put("d", band(reference, BigDecimal.ONE.subtract(share)));
    body.put("i", "B");
    body.put("t", at.toString());
    body.put("z", MarketJson.TAPE);
    messages.add(message("l", symbol, body));
  }

  private static BigDecimal band(BigDecimal reference, BigDecimal factor) {
    return reference.multiply(factor).setScale(2, RoundingMode.HALF_EVEN);
  }

  private static ObjectNode message(String kind, String symbol, ObjectNode body) {
    ObjectNode message = Json.object();
    message.put("T", kind);
    message.put("S", symbol);
    message.setAll(body);
    return message;
  }
}
