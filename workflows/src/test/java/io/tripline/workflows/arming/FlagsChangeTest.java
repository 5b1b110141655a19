package io.tripline.workflows.arming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlagsChangeTest {
  private static final List<BrokerFlags> ALL =
      List.of(true, false).stream()
          .flatMap(shorting ->
              List.of("1", "2", "4").stream()
                  .flatMap(margin ->
                      List.of(true, false).stream()
                          .map(suspend -> new BrokerFlags(shorting, margin, suspend))))
          .toList();

  @Test
  void restoringTouchesOnlyWhatIsStillAsWeSetIt() {
    for (BrokerFlags found : ALL) {
      for (BrokerFlags now : ALL) {
        for (boolean ours : new boolean[] {true, false}) {
          FlagsChange change = FlagsChange.restoring(found, now, ours);
          if (!now.noShorting()) {
            assertThat(change.noShorting()).isNull();
          }
          if (!now.maxMarginMultiplier().equals("1")) {
            assertThat(change.maxMarginMultiplier()).isNull();
          }
          if (!ours) {
            assertThat(change.suspendTrade()).isNull();
          }
          // It never sets suspend_trade, never forbids what was allowed.
          assertThat(change.suspendTrade()).isNotEqualTo(true);
          assertThat(change.noShorting()).isNotEqualTo(true);
        }
      }
    }
  }

  @Test
  void whatIsFullyOursIsRestoredWhole() {
    for (BrokerFlags found : ALL) {
      FlagsChange change = FlagsChange.restoring(found, new BrokerFlags(true, "1", true), true);
      BrokerFlags unsuspended =
          new BrokerFlags(found.noShorting(), found.maxMarginMultiplier(), false);
      assertThat(change.holdsIn(unsuspended)).isTrue();
      assertThat(FlagsChange.restoring(found, unsuspended, true).suspendTrade()).isNull();
    }
  }
}
