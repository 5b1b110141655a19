package io.tripline.workflows.killswitch;

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
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForeignOpeningsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T17:00:00Z");
  private static final Symbol SPY = new Symbol("SPY");
  private static final Symbol QQQ = new Symbol("QQQ");
  private static final Scope SCOPE = new Scope(List.of(SPY));

  private static final List<OrderType> TYPES = List.of(OrderType.values());

  private static final String CLOSING = "flat-cafe0123-e1-1-1";

  private final ForeignOpenings rule = new ForeignOpenings();

  @Test
  void cancelsBuysAtOnceAndLeavesExitsAndWhatIsOutside() {
    List<Order> open =
        List.of(
            order("buy", SPY, Side.BUY, OrderType.LIMIT),
            order("outside", QQQ, Side.BUY, OrderType.MARKET),
            order("exit", SPY, Side.SELL, OrderType.LIMIT),
            order("stop", SPY, Side.SELL, OrderType.STOP),
            order(CLOSING, SPY, Side.SELL, OrderType.MARKET));
    assertThat(ids(open, List.of(held(SPY, "10")), 0)).containsExactly("buy");
    assertThat(ids(open, List.of(held(SPY, "10")), 60)).containsExactly("buy");
  }

  @Test
  void anIdThatOnlyBeginsAsOursProtectsNoOrder() {
    List<Order> open =
        List.of(
            order("flat-all-1", SPY, Side.BUY, OrderType.LIMIT),
            order(CLOSING, QQQ, Side.BUY, OrderType.MARKET));
    assertThat(rule.toCancel(open, List.of(), Scope.EVERYTHING, NOON)).isEqualTo(open);
  }

  @Test
  void aProtectiveLegWhosePositionLagsIsNotCancelled() {
    List<Order> leg = List.of(order("stop", SPY, Side.SELL, OrderType.STOP));
    assertThat(ids(leg, List.of(), 0)).isEmpty();
    assertThat(ids(leg, List.of(), 8)).isEmpty();
    assertThat(ids(leg, List.of(held(SPY, "10")), 12)).isEmpty();
    assertThat(ids(leg, List.of(), 16)).isEmpty();
    assertThat(ids(leg, List.of(), 31)).containsExactly("stop");
  }

  @Test
  void positionsAreWantedForOpenOrdersInScopeOnly() {
    Order bot = order("bot", SPY, Side.BUY, OrderType.LIMIT);
    Order outside = order("outside", QQQ, Side.BUY, OrderType.LIMIT);
    Order flatten = order(CLOSING, SPY, Side.SELL, OrderType.MARKET);
    assertThat(ForeignOpenings.concerns(List.of(outside, flatten), SCOPE)).isFalse();
    assertThat(ForeignOpenings.concerns(List.of(outside, flatten, bot), SCOPE)).isTrue();
  }

  @Test
  void coveringAShortIsAnExit() {
    List<Order> open = List.of(order("cover", SPY, Side.BUY, OrderType.MARKET));
    assertThat(ids(open, List.of(held(SPY, "-5")), 0)).isEmpty();
  }

  @Test
  void neverTouchesWhatIsOutsideNorTheFlattensOwn() {
    Random random = new Random(7);
    for (int n = 0; n < 2_000; n++) {
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      boolean ours = side == Side.SELL && random.nextBoolean();
      Order order =
          order(
              ours ? "flat-cafe0123-e1-1-" + n : "flat-bot-" + n,
              random.nextBoolean() ? SPY : QQQ,
              side,
              TYPES.get(random.nextInt(TYPES.size())));
      List<Position> positions = List.of(held(SPY, String.valueOf(random.nextInt(3) - 1)));
      ForeignOpenings fresh = new ForeignOpenings();
      fresh.toCancel(List.of(order), positions, SCOPE, NOON);
      assertThat(fresh.toCancel(List.of(order), positions, SCOPE, NOON.plusSeconds(60)))
          .allSatisfy(cancel -> {
            assertThat(cancel.symbol()).isEqualTo(SPY);
            assertThat(cancel.clientOrderId().value()).startsWith("flat-bot-");
            assertThat(ForeignOpenings.concerns(List.of(order), SCOPE)).isTrue();
          });
    }
  }

  private List<String> ids(List<Order> open, List<Position> positions, int second) {
    return rule.toCancel(open, positions, SCOPE, NOON.plusSeconds(second)).stream()
        .map(order -> order.clientOrderId().value())
        .toList();
  }

  private static Position held(Symbol symbol, String quantity) {
    Price price = Price.of("100");
    return new Position(
        symbol,
        Quantity.of(quantity),
        Quantity.of(quantity),
        price,
        price,
        price,
        Money.of("1000"));
  }

  private static Order order(String id, Symbol symbol, Side side, OrderType type) {
    return new Order(
        "o-" + id,
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
        NOON,
        null,
        null);
  }
}
