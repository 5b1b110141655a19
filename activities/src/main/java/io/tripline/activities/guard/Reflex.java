package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.activities.broker.CancelAnswer;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first cancel: open orders in scope that could raise exposure. Never a sell, an exit or a stop
 * that protects; those wait for {@code Flatten}'s own close. {@code Flatten} itself only sells.
 */
final class Reflex {
  private static final Logger LOG = LoggerFactory.getLogger(Reflex.class);
  private static final int ATTEMPTS = 2;

  private final AlpacaHttp http;

  Reflex(AlpacaHttp http) {
    this.http = http.forSafety();
  }

  /** True when every such order was seen and its cancel was taken, or it has ended. */
  boolean cancelWhatRaisesExposure(Scope scope, List<Position> positions) {
    Answer<List<Order>> answer = http.openOrders();
    for (int attempt = 1; attempt < ATTEMPTS && repeatable(answer); attempt++) {
      answer = http.openOrders();
    }
    if (!(answer instanceof Answer.Done<List<Order>> open)) {
      LOG.warn("the open orders could not be read; the reflex will be tried again");
      return false;
    }
    boolean all = true;
    for (Order order : raising(open.value(), scope, positions)) {
      boolean taken = cancel(order.id());
      all &= taken;
      LOG.atWarn()
          .addKeyValue("order", order.id())
          .addKeyValue("clientOrderId", order.clientOrderId())
          .addKeyValue("taken", taken)
          .log("reflex: cancel requested");
    }
    return all;
  }

  /** Buys of a symbol that is long or not held; where it is short, a buy closes. */
  static List<Order> raising(List<Order> open, Scope scope, List<Position> positions) {
    List<Order> raising = new ArrayList<>();
    for (Order order : open) {
      boolean shortPosition =
          positions.stream()
              .anyMatch(p -> p.symbol().equals(order.symbol()) && p.quantity().signum() < 0);
      if (scope.contains(order.symbol())
          && order.side() == Side.BUY
          && !shortPosition
          && !order.status().terminal()) {
        raising.add(order);
      }
    }
    return raising;
  }

  private boolean cancel(String orderId) {
    Answer<CancelAnswer> answer = http.cancel(orderId);
    for (int attempt = 1; attempt < ATTEMPTS && repeatable(answer); attempt++) {
      answer = http.cancel(orderId);
    }
    return answer instanceof Answer.Done<CancelAnswer>;
  }

  private static boolean repeatable(Answer<?> answer) {
    return answer.mayHaveBeenTaken();
  }
}
