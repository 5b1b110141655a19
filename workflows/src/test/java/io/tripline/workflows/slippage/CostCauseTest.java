package io.tripline.workflows.slippage;

import static io.tripline.workflows.slippage.Fills.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.fills.Orders;
import io.tripline.workflows.slippage.CostCause.Evidence;
import io.tripline.workflows.slippage.CostCause.Finding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostCauseTest {
  private static final Instant OPEN = Instant.parse("2026-11-17T14:30:00Z");
  private static final Instant CLOSE = Instant.parse("2026-11-17T21:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-16T17:00:00Z");
  private static final Instant AT_THE_OPEN = Instant.parse("2026-11-16T14:40:00Z");

  @Test
  void volatilityIsWhatTheMarketsLabelSays() {
    assertThat(volatility("normal").finding()).isEqualTo(Finding.NOT_SEEN);
    assertThat(volatility("stressed").finding()).isEqualTo(Finding.LIKELY);
    assertThat(volatility("unknown").finding()).isEqualTo(Finding.UNKNOWN);
  }

  @Test
  void aWideSpreadIsLowLiquidity() {
    assertThat(liquidity(List.of(spread(1, "0.1"), spread(2, "3"), spread(3, "3")), List.of()))
        .isEqualTo(Finding.LIKELY);
    assertThat(liquidity(List.of(spread(1, "0.1"), spread(2, "0.2"), spread(3, "3")), List.of()))
        .isEqualTo(Finding.NOT_SEEN);
  }

  @Test
  void anOrderThatIsLargerThanWhatWasShownIsLowLiquidity() {
    OrderEnd large = sized("500", "200");
    assertThat(liquidity(List.of(), List.of(large))).isEqualTo(Finding.LIKELY);
    assertThat(liquidity(List.of(), List.of(sized("100", "200")))).isEqualTo(Finding.NOT_SEEN);
    assertThat(CostCause.of(evidence(List.of(), List.of(large), false)).get(1).sentence())
        .isEqualTo(
            "orders of 2.50 times what the best price showed (n = 1), large above 1;"
                + " 0 of 1 orders ended with a part");
  }

  @Test
  void partialFillsExplainCostlyAndSlowOnesButNotThemselves() {
    List<OrderEnd> parts = List.of(Orders.part(1, 3), Orders.part(2, 3), Orders.part(3, 3));
    assertThat(CostCause.of(evidence(List.of(), parts, false)).get(1).finding())
        .isEqualTo(Finding.LIKELY);
    assertThat(CostCause.of(evidence(List.of(), parts, true)).get(1).finding())
        .isEqualTo(Finding.NOT_SEEN);
  }

  @Test
  void withoutFiguresNothingIsClaimed() {
    CostCause cause = CostCause.of(evidence(List.of(), List.of(), false)).get(1);
    assertThat(cause.finding()).isEqualTo(Finding.UNKNOWN);
    assertThat(cause.words()).startsWith("low liquidity UNKNOWN (neither spread nor size");
  }

  @Test
  void halfOfTheOrdersNearTheOpenOrCloseIsATimingOfAnyDay() {
    assertThat(timing(List.of(AT_THE_OPEN, NOON))).isEqualTo(Finding.LIKELY);
    assertThat(timing(List.of(AT_THE_OPEN, NOON, NOON))).isEqualTo(Finding.NOT_SEEN);
    assertThat(timing(List.of())).isEqualTo(Finding.UNKNOWN);
  }

  @Test
  void theBrokersLatencyIsItsSlowestCall() {
    assertThat(CostCause.latency(List.of()).finding()).isEqualTo(Finding.UNKNOWN);
    assertThat(CostCause.latency(List.of(12L, 30L, 1_000L)).finding()).isEqualTo(Finding.NOT_SEEN);
    assertThat(CostCause.latency(List.of(12L, 1_001L)).words())
        .isEqualTo(
            "latency of the broker LIKELY (slowest of 2 calls 1001 ms, median 1001 ms, slow"
                + " above 1000 ms)");
  }

  private static CostCause volatility(String label) {
    return CostCause.of(new Evidence(List.of(), List.of(), false, List.of(), label, OPEN, CLOSE))
        .getFirst();
  }

  private static Finding liquidity(List<FillSample> fills, List<OrderEnd> orders) {
    return CostCause.of(evidence(fills, orders, false)).get(1).finding();
  }

  private static Finding timing(List<Instant> moments) {
    return CostCause.of(new Evidence(List.of(), List.of(), false, moments, "normal", OPEN, CLOSE))
        .get(2)
        .finding();
  }

  private static Evidence evidence(
      List<FillSample> fills, List<OrderEnd> orders, boolean partsAreTheQuestion) {
    return new Evidence(fills, orders, partsAreTheQuestion, List.of(), "normal", null, null);
  }

  private static FillSample spread(int number, @Nullable String halfSpread) {
    FillSample usual = fill(number, "3");
    return new FillSample(
        usual.order(),
        usual.symbol(),
        usual.side(),
        usual.quantity(),
        usual.arrival(),
        usual.fill(),
        BigDecimal.ZERO,
        usual.executionBps(),
        halfSpread == null ? null : new BigDecimal(halfSpread),
        "",
        usual.marketAt());
  }

  private static OrderEnd sized(String ordered, String shown) {
    OrderEnd usual = Orders.took(1, 20);
    return new OrderEnd(
        usual.order(),
        usual.symbol(),
        usual.side(),
        true,
        Quantity.of(ordered),
        Quantity.of(ordered),
        usual.took(),
        Quantity.of(shown),
        usual.marketAt());
  }
}
