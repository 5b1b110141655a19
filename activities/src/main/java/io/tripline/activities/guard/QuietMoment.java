package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.PositionAnchor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds a moment from which positions can be counted: the same is held for some views, and nothing
 * was executed shortly before. For one thread.
 */
final class QuietMoment {
  private static final int VIEWS = 3;
  private static final Duration NO_FILLS = Duration.ofSeconds(30);

  /** Host and broker may be this far apart about when a view was taken. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final AlpacaHttp http;
  private @Nullable Map<String, Quantity> held;
  private int views;

  QuietMoment(AlpacaHttp http) {
    this.http = http;
  }

  /** Takes each view. */
  void seen(AccountView view, Scope scope) {
    Map<String, Quantity> now = new TreeMap<>();
    for (Position position : view.positions()) {
      if (scope.contains(position.symbol())) {
        now.put(position.symbol().value(), position.quantity());
      }
    }
    views = now.equals(held) ? views + 1 : 1;
    held = now;
  }

  /** The anchor where the latest view is quiet enough; reads the open orders for it. */
  Optional<PositionAnchor> anchor(TradingDay day, MarketClock now, List<Fill> fills, Scope scope) {
    Map<String, Quantity> quiet = held;
    double rate = Math.max(1, now.rate());
    Instant from = now.now().minusMillis(Math.round(NO_FILLS.toMillis() * rate));
    boolean executed =
        fills.stream().anyMatch(fill -> scope.contains(fill.symbol()) && fill.at().isAfter(from));
    if (quiet == null || views < VIEWS || executed) {
      return Optional.empty();
    }
    return http.openOrders() instanceof Answer.Done<List<Order>> open
        ? Optional.of(
            new PositionAnchor(
                day,
                now.now().minusMillis(Math.round(SLACK.toMillis() * rate)),
                quiet,
                open.value().stream().map(Order::id).toList()))
        : Optional.empty();
  }
}
