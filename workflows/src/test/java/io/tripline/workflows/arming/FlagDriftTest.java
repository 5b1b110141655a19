package io.tripline.workflows.arming;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.Check;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlagDriftTest {
  private static final Instant NOON = Instant.parse("2026-11-20T17:00:00Z");
  private static final ArmingPlan ARMED = new ArmingPlan(true, false, false, null);
  private static final ArmingPlan SUSPENDED = new ArmingPlan(true, true, true, null);
  private static final BrokerFlags LONG_ONLY = new BrokerFlags(true, "1", false);

  private final FlagDrift drift = new FlagDrift();

  @Test
  void oneStrangeLookMayBeStaleTwoAreDrift() {
    assertThat(seen(ARMED, LONG_ONLY, 0)).contains(Check.PASS);
    assertThat(seen(ARMED, new BrokerFlags(false, "4", false), 30)).isEmpty();
    Optional<FlagsReading> told = look(ARMED, new BrokerFlags(false, "4", false), 60);
    assertThat(told).isPresent();
    assertThat(told.get().check()).isEqualTo(Check.FAIL);
    assertThat(told.get().detail()).isEqualTo("no_shorting is off, max_margin_multiplier is 4");
    assertThat(seen(ARMED, new BrokerFlags(false, "4", false), 90)).isEmpty();
    assertThat(seen(ARMED, LONG_ONLY, 120)).contains(Check.PASS);
    assertThat(seen(ARMED, LONG_ONLY, 150)).isEmpty();
  }

  @Test
  void oursTakenOffIsDriftAndSomebodyElsesIsNone() {
    assertThat(seen(ARMED, new BrokerFlags(true, "1", true), 0)).contains(Check.PASS);
    assertThat(seen(SUSPENDED, LONG_ONLY, 30)).isEmpty();
    assertThat(seen(SUSPENDED, LONG_ONLY, 60)).contains(Check.FAIL);
  }

  @Test
  void whatCanNotBeReadForFiveMinutesIsUnknownAndSaidOnce() {
    assertThat(unread(0)).isEmpty();
    assertThat(unread(299)).isEmpty();
    assertThat(unread(300)).contains(Check.UNKNOWN);
    assertThat(unread(330)).isEmpty();
    drift.untold();
    assertThat(unread(360)).contains(Check.UNKNOWN);
    assertThat(seen(ARMED, LONG_ONLY, 390)).contains(Check.PASS);
  }

  @Test
  void whereNothingIsSetNothingDrifts() {
    assertThat(seen(ArmingPlan.NONE, new BrokerFlags(false, "4", true), 0)).isEmpty();
  }

  private Optional<Check> unread(int second) {
    return drift
        .on(ARMED, new Reading.Unknown<>(Fault.BROKER_OUTAGE, "503"), NOON.plusSeconds(second))
        .map(FlagsReading::check);
  }

  private Optional<Check> seen(ArmingPlan plan, BrokerFlags flags, int second) {
    return look(plan, flags, second).map(FlagsReading::check);
  }

  private Optional<FlagsReading> look(ArmingPlan plan, BrokerFlags flags, int second) {
    Instant at = NOON.plusSeconds(second);
    return drift.on(plan, new Reading.Seen<>(flags, at), at);
  }
}
