package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.activities.stream.AccountStreams;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.AccountView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the streams told against what REST shows. A stream that answers pings and tells
 * nothing is found out here, and after each connection the orders and executions since are read,
 * because a stream never tells what it missed. For one thread.
 */
final class StreamCheck {
  /** REST may show a change that much later than the stream told it. */
  private static final Duration LAG = Duration.ofSeconds(10);

  /** And the stream that much later than REST. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Views in a row whose marks moved while the data stream said nothing at all. */
  private static final int DEAF_VIEWS = 3;

  private static final Duration ORDERS_EACH = Duration.ofSeconds(60);
  private static final Duration SOONEST = Duration.ofSeconds(15);
  private static final Duration BACK = Duration.ofHours(1);
  private static final int SPARE = 6;

  private final AlpacaHttp http;
  private final StreamLog log;
  private final InstantSource clock;
  private final Map<String, Untold> untold = new LinkedHashMap<>();
  private @Nullable AccountView before;
  private @Nullable Orders orders;
  private @Nullable Instant ordersAt;
  private boolean connectedAnew;
  private int deaf;

  /** What REST showed and the trade stream should have told. */
  private record Untold(Predicate<AccountStreams> told, Instant noticed) {}

  /** How an order looked. */
  private record Look(OrderStatus status, Quantity filled) {}

  /** The last hour's orders at a wall time, which was that market time. */
  private record Orders(Map<String, Look> looks, Instant at, Instant marketAt) {}

  StreamCheck(AlpacaHttp http, StreamLog log, InstantSource clock) {
    this.http = http;
    this.log = log;
    this.clock = clock;
  }

  /** Takes a view; may read orders and executions. */
  void on(AccountView view, MarketClock now, AccountStreams streams) {
    for (AccountStreams.Change change : streams.takeChanges()) {
      boolean trades = change.stream().equals("trades");
      connectedAnew |= trades && change.connected();
      log.take(
          change.stream(),
          change.connected() ? StreamLog.Kind.CONNECTED : StreamLog.Kind.LOST,
          change.connected() ? "connected" : "lost: " + change.detail(),
          now.now());
    }
    AccountView earlier = before;
    before = view;
    if (earlier != null) {
      positions(earlier, view, streams);
      marks(earlier, view, now, streams);
    }
    orders(now, streams);
    judge(now, streams);
  }

  private void positions(AccountView earlier, AccountView view, AccountStreams streams) {
    if (!connectedBefore(streams.tradesSince(), earlier.at())) {
      return;
    }
    Map<Symbol, Quantity> old = quantities(earlier);
    Map<Symbol, Quantity> now = quantities(view);
    Set<Symbol> symbols = new LinkedHashSet<>(old.keySet());
    symbols.addAll(now.keySet());
    Instant since = earlier.at().minus(LAG);
    for (Symbol symbol : symbols) {
      Quantity was = old.getOrDefault(symbol, Quantity.ZERO);
      if (was.compareTo(now.getOrDefault(symbol, Quantity.ZERO)) != 0) {
        untold.putIfAbsent(
            "another position in " + symbol,
            new Untold(heard -> heard.toldFill(symbol, since), clock.instant()));
      }
    }
  }

  private void marks(
      AccountView earlier, AccountView view, MarketClock now, AccountStreams streams) {
    if (!now.open() || !connectedBefore(streams.marketSince(), earlier.at())) {
      deaf = 0;
      return;
    }
    Map<Symbol, Price> old = new HashMap<>();
    earlier.positions().forEach(position -> old.put(position.symbol(), position.current()));
    List<Symbol> moved =
        view.positions().stream()
            .filter(position -> {
              Price was = old.get(position.symbol());
              return was != null && was.compareTo(position.current()) != 0;
            })
            .map(Position::symbol)
            .toList();
    boolean heard = streams.heardSince(earlier.at());
    if (heard) {
      deaf = 0;
    } else if (!moved.isEmpty()) {
      deaf++;
    }
    if (deaf >= DEAF_VIEWS) {
      deaf = 0;
      String why = "REST showed " + DEAF_VIEWS + " prices that it did not tell";
      streams.marketSilent(why);
      log.take("market", StreamLog.Kind.SILENT, "silent: " + why, now.now());
    }
  }

  /** After each connection of the trade stream, and once a minute. */
  private void orders(MarketClock now, AccountStreams streams) {
    Instant wall = clock.instant();
    Duration wait = connectedAnew ? SOONEST : ORDERS_EACH;
    if (streams.tradesSince().isEmpty()
        || !Due.again(ordersAt, wait, wall)
        || streams.spareMessages() < SPARE) {
      return;
    }
    ordersAt = wall;
    if (!(http.ordersSince(now.now().minus(BACK))
        instanceof Answer.Done<List<Order>>(List<Order> read, var id))) {
      return;
    }
    Map<String, Look> looks = new LinkedHashMap<>();
    read.forEach(order -> looks.put(order.id(), new Look(order.status(), order.filled())));
    Orders known = orders;
    Orders fresh = new Orders(looks, clock.instant(), now.now());
    if (known == null) {
      orders = fresh;
      connectedAnew = false;
      return;
    }
    List<String> changed =
        looks.entrySet().stream()
            .filter(each -> !each.getValue().equals(known.looks().get(each.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    if (connectedAnew) {
      // What is not known is asked again, from the same moment on: the gap stays open until then.
      if (missed(changed, known, now)) {
        orders = fresh;
        connectedAnew = false;
      }
      return;
    }
    orders = fresh;
    if (connectedBefore(streams.tradesSince(), known.at())) {
      Instant since = known.at().minus(LAG);
      for (String order : changed) {
        untold.putIfAbsent(
            "a change of order " + order,
            new Untold(heard -> heard.toldOrder(order, since), clock.instant()));
      }
    }
  }

  /**
   * What happened while nobody told it; the positions are in the view already. False where the
   * broker did not say.
   */
  private boolean missed(List<String> changed, Orders known, MarketClock now) {
    return switch (http.fillsSince(known.marketAt())) {
      case Answer.Done<List<Fill>>(List<Fill> fills, String id) -> {
        log.take(
            "trades",
            StreamLog.Kind.COMPARED,
            "compared after it was connected: "
                + changed.size()
                + " orders changed since "
                + known.marketAt()
                + ", executions "
                + fills.size(),
            now.now());
        yield true;
      }
      case Answer.Failed<List<Fill>>(Fault fault, String detail, var extras) -> {
        unknown(known, detail, now);
        yield false;
      }
      case Answer.NoAnswer<List<Fill>>(String detail) -> {
        unknown(known, detail, now);
        yield false;
      }
    };
  }

  private void unknown(Orders known, String why, MarketClock now) {
    log.take(
        "trades",
        StreamLog.Kind.UNCOMPARED,
        "not compared yet after it was connected: executions since "
            + known.marketAt()
            + " unknown ("
            + why
            + "); they are asked for again",
        now.now());
  }

  private void judge(MarketClock now, AccountStreams streams) {
    if (streams.tradesSince().isEmpty()) {
      untold.clear();
      return;
    }
    untold.values().removeIf(each -> each.told().test(streams));
    Instant limit = clock.instant().minus(PATIENCE);
    List<String> late = new ArrayList<>();
    untold.forEach((what, each) -> {
      if (!each.noticed().isAfter(limit)) {
        late.add(what);
      }
    });
    if (!late.isEmpty()) {
      String why = "REST showed " + late.get(0) + " that it did not tell";
      untold.clear();
      streams.tradesSilent(why);
      log.take("trades", StreamLog.Kind.SILENT, "silent: " + why, now.now());
    }
  }

  private static boolean connectedBefore(Optional<Instant> since, Instant at) {
    return since.filter(began -> began.isBefore(at)).isPresent();
  }

  private static Map<Symbol, Quantity> quantities(AccountView view) {
    Map<Symbol, Quantity> quantities = new HashMap<>();
    view.positions().forEach(p -> quantities.put(p.symbol(), p.quantity()));
    return quantities;
  }
}
