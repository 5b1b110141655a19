package io.tripline.workflows.killswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderCollarTest {
  @ParameterizedTest
  @CsvSource({
    "603.00, true, true",
    "603.01, true, false",
    "596.99, true, false",
    "603.01, false, true",
    "606.01, false, false",
    ", true, true"
  })
  void aLimitPriceTooFarFromTheMidIsRefused(
      @Nullable String limit, boolean regularHours, boolean passes) {
    assertThat(refusal("10", limit, "600", null, regularHours).isEmpty()).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({"105, true", "106, false"})
  void moreValueThanPlannedIsRefused(String quantity, boolean passes) {
    Optional<String> refusal = refusal(quantity, null, "100", Money.of("10000"), true);
    assertThat(refusal.isEmpty()).isEqualTo(passes);
    refusal.ifPresent(why -> assertThat(why).startsWith("K8: the order is worth $10600.00"));
  }

  @Test
  void aMidThatIsNoneIsNoReasonToBuy() {
    assertThat(refusal("1", null, "0", null, true)).contains("K8: the mid is 0");
  }

  private static Optional<String> refusal(
      String quantity,
      @Nullable String limit,
      String mid,
      @Nullable Money planned,
      boolean regularHours) {
    return OrderCollar.refusal(
        new OrderIntent(
            Days.SPY,
            Side.BUY,
            Quantity.of(quantity),
            limit == null ? null : Price.of(limit),
            true),
        Price.of(mid),
        planned,
        regularHours,
        SwitchLimits.DEFAULT);
  }
}
