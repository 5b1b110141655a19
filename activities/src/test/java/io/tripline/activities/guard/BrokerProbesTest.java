package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.incident.BrokerProbes;
import io.tripline.workflows.incident.MarketQuestion;
import io.tripline.workflows.incident.MarketReview;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerProbesTest {
  @Test
  void tellsAFallFromAnOrdinaryDay() {
    try (Rig rig = new Rig()) {
      BrokerProbes probes = new BrokerProbes(rig.accounts, Map.of());
      MarketQuestion question = new MarketQuestion(Rig.policy(Duration.ZERO), Rig.SPY);
      MarketReview calm = probes.marketConditions(question);
      assertThat(calm.summary()).contains("SPY moved");
      assertThat(calm.figures()).containsKeys("movePercent", "z", "volatilityRatio");
      rig.simulator.control().jump("SPY", -900);
      rig.simulator.control().advance(Duration.ofMinutes(2));
      MarketReview wild = probes.marketConditions(question);
      assertThat(wild.label()).isEqualTo("extreme");
    }
  }
}
