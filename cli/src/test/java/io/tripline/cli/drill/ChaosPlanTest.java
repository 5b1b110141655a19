package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {
  @Test
  void theSameSeedIsTheSamePlan() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(ChaosPlan.of(seed)).isEqualTo(ChaosPlan.of(seed));
    }
    assertThat(ChaosPlan.of(1)).isNotEqualTo(ChaosPlan.of(2));
  }

  @Test
  void aHundredSeedsKillEverybodyInBothWaysOut() {
    Set<ChaosPlan.Victim> victims = new HashSet<>();
    Set<Boolean> early = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      ChaosPlan plan = ChaosPlan.of(seed);
      assertThat(plan.strikes()).hasSizeBetween(1, 3);
      plan.strikes().forEach(strike -> victims.add(strike.victim()));
      early.add(plan.earlyReset());
    }
    assertThat(victims).containsExactlyInAnyOrder(ChaosPlan.Victim.values());
    assertThat(early).hasSize(2);
  }
}
