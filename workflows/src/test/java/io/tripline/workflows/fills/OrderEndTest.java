package io.tripline.workflows.fills;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderEndTest {
  private static final Instant AT = Instant.parse("2026-11-16T16:00:00Z");
  private static final Symbol SPY = new Symbol("SPY");
  private static final Duration WAITED = Duration.ofSeconds(30);
  private static final Quote QUOTE =
      new Quote(
          SPY, Price.of("649.99"), Price.of("650.01"), AT, Quantity.of("300"), Quantity.of("200"));

  @Test
  void theTimeIsTheBrokersFromSubmissionToTheLastFill() {
    OrderEnd end = of(order(OrderStatus.FILLED, "10", null, AT.plusMillis(420))).orElseThrow();
    assertThat(end.took()).isEqualTo(Duration.ofMillis(420));
    assertThat(end.whole()).isTrue();
    assertThat(end.shown()).isEqualTo(Quantity.of("200"));
    assertThat(end.data())
        .containsEntry("tookMillis", "420")
        .containsEntry("shownShares", "200")
        .containsEntry("filledInPart", "false");
  }

  @Test
  void aTimeThatCannotBeIsNotKnown() {
    assertThat(of(order(OrderStatus.FILLED, "10", null, null)).orElseThrow().took()).isNull();
    assertThat(of(order(OrderStatus.FILLED, "10", null, AT.minusMillis(1))).orElseThrow().took())
        .isNull();
  }

  @Test
  void anOrderThatWasGivenUpTookAsLongAsItWasWaitedFor() {
    OrderEnd end = of(order(OrderStatus.CANCELED, "4", null, null)).orElseThrow();
    assertThat(end.took()).isEqualTo(WAITED);
    assertThat(end.inPart()).isTrue();
  }

  @Test
  void whatTheMarketDidNotEndSaysNothingOfIt() {
    assertThat(of(order(OrderStatus.REJECTED, "0", null, null))).isEmpty();
    assertThat(of(order(OrderStatus.EXPIRED, "4", null, null))).isEmpty();
  }

  @Test
  void aLimitCountsWhereTheQuoteReachedIt() {
    assertThat(atOnce("650.01", QUOTE)).isTrue();
    assertThat(atOnce("650", QUOTE)).isFalse();
    assertThat(atOnce("651", null)).isFalse();
  }

  private static boolean atOnce(String limit, @Nullable Quote quote) {
    return OrderEnd.of(order(OrderStatus.FILLED, "10", limit, AT), quote, WAITED)
        .orElseThrow()
        .atOnce();
  }

  private static Optional<OrderEnd> of(Order order) {
    return OrderEnd.of(order, QUOTE, WAITED);
  }

  private static Order order(
      OrderStatus status, String filled, @Nullable String limit, @Nullable Instant filledAt) {
    return new Order(
        "order-1",
        new ClientOrderId("cafe0123-1"),
        SPY,
        Side.BUY,
        limit == null ? OrderType.MARKET : OrderType.LIMIT,
        status,
        Quantity.of("10"),
        Quantity.of(filled),
        Price.of("650.01"),
        limit == null ? null : Price.of(limit),
        null,
        AT,
        filledAt,
        null);
  }
}
