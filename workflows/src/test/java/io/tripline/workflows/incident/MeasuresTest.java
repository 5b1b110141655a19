package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.fills.FillLimits;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.fills.Orders;
import io.tripline.workflows.guard.FillsView;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.slippage.CostCause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  private static final CostCause SLOW_BROKER = CostCause.latency(List.of(4_000L));

  @Test
  void costlyFillsAskForLimitsAtTheMidAndHalfTheSize() {
    Measures measures = of(Cause.HIGH_SLIPPAGE, SessionPolicy.DEFAULT, List.of());
    assertThat(measures.plan()).contains("limit orders at the mid instead of market orders");
    assertThat(measures.size()).isEqualTo("47.5 %");
    assertThat(measures.offset()).isNull();
    assertThat(
            measures.inForce(
                "one decision a day, limit at the mid +5 bps, 30s to fill, then priced anew up to 2"
                    + " times, up to 47.5 % of equity; held over the close (changed)"))
        .isTrue();
    assertThat(measures.inForce("limit at the mid +5 bps, up to 95 % of equity")).isFalse();
  }

  @Test
  void slowFillsAskForLimitsBeyondTheMidThatDoNotWait() {
    Measures measures = of(Cause.SLOW_FILLS, SessionPolicy.DEFAULT, List.of());
    assertThat(measures.offset()).isEqualTo("10");
    assertThat(measures.patience()).isEqualTo("10s");
    assertThat(measures.interval()).isNull();
    assertThat(measures.plan().getFirst()).contains("up to 10 bps beyond the mid");
  }

  @Test
  void aSlowBrokerIsAskedForFewerDecisions() {
    SessionPolicy each =
        SessionPolicy.DEFAULT.executed(
            SessionPolicy.DEFAULT.exposure(),
            Duration.ofSeconds(30),
            ExecutionPolicy.DEFAULT.every(Duration.ofMinutes(1)));
    Measures measures = Measures.of(Cause.SLOW_FILLS, List.of(SLOW_BROKER), each, null);
    assertThat(measures.interval()).isEqualTo("2m");
    assertThat(measures.plan())
        .contains("fewer decisions: one each 2m instead of each 1m")
        .contains("evidence: " + SLOW_BROKER.words());
    assertThat(measures.change("r", "bob", "so").interval()).isEqualTo("2m");
  }

  @Test
  void partialFillsAskForTheSizeThatIsFilled() {
    List<OrderEnd> parts = List.of(Orders.part(1, 4), Orders.part(2, 4), Orders.part(3, 2));
    assertThat(of(Cause.PARTIAL_FILLS, SessionPolicy.DEFAULT, parts).size()).isEqualTo("38 %");
    List<OrderEnd> most = List.of(Orders.part(1, 9), Orders.part(2, 9), Orders.part(3, 9));
    assertThat(of(Cause.PARTIAL_FILLS, SessionPolicy.DEFAULT, most).size()).isEqualTo("47.5 %");
    assertThat(of(Cause.PARTIAL_FILLS, SessionPolicy.DEFAULT, parts).plan())
        .anyMatch(line -> line.contains("the rest priced anew up to 5 times"));
  }

  private static Measures of(Cause cause, SessionPolicy configured, List<OrderEnd> orders) {
    return Measures.of(
        cause, List.of(), configured, FillsView.of(Orders.window(orders), FillLimits.DEFAULT));
  }
}
