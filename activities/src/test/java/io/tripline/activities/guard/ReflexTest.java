package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReflexTest {
  private static final Symbol SPY = new Symbol("SPY");
  private static final Symbol QQQ = new Symbol("QQQ");

  @Test
  void cancelsBuysOfWhatIsLongOrNotHeldAndNothingElse() {
    List<Order> open =
        List.of(
            order("entry", SPY, Side.BUY, OrderType.LIMIT),
            order("buy-stop", SPY, Side.BUY, OrderType.STOP),
            order("exit", SPY, Side.SELL, OrderType.LIMIT),
            order("protects", SPY, Side.SELL, OrderType.STOP),
            order("flat-abc-1", SPY, Side.SELL, OrderType.MARKET),
            order("flat-by-name", SPY, Side.BUY, OrderType.MARKET),
            order("other", QQQ, Side.BUY, OrderType.LIMIT));
    assertThat(Reflex.raising(open, new Scope(List.of(SPY)), List.of(position(SPY, "10"))))
        .extracting(Order::id)
        .containsExactly("entry", "buy-stop", "flat-by-name");
    assertThat(Reflex.raising(open, Scope.EVERYTHING, List.of()))
        .extracting(Order::id)
        .containsExactly("entry", "buy-stop", "flat-by-name", "other");
  }

  @Test
  void leavesABuyThatClosesAShort() {
    assertThat(
            Reflex.raising(
                List.of(order("cover", SPY, Side.BUY, OrderType.LIMIT)),
                Scope.EVERYTHING,
                List.of(position(SPY, "-10"))))
        .isEmpty();
  }

  private static Order order(String id, Symbol symbol, Side side, OrderType type) {
    return new Order(
        id,
        new ClientOrderId(id),
        symbol,
        side,
        type,
        OrderStatus.NEW,
        Quantity.of("1"),
        Quantity.ZERO,
        null,
        null,
        null,
        Instant.EPOCH,
        null,
        null);
  }

  private static Position position(Symbol symbol, String quantity) {
    return new Position(
        symbol,
        Quantity.of(quantity),
        Quantity.of(quantity),
        Price.of("1"),
        Price.of("1"),
        Price.of("1"),
        Money.ZERO);
  }
}
