package io.tripline.workflows.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.AccountName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an id tells of itself. */
class IncidentIdTest {
  @ParameterizedTest
  @CsvSource({
    "incident-sim-daily-loss-2026-11-24-1,sim,daily-loss",
    "incident-my-paper-daily-loss-soft-2026-11-24-12,my-paper,daily-loss-soft",
    "incident-a-manual-2026-11-24-1,a,manual"
  })
  void namesAccountAndCause(String id, String account, String cause) {
    assertThat(new IncidentId(id).account()).contains(new AccountName(account));
    assertThat(new IncidentId(id).cause()).contains(Cause.parse(cause));
  }

  @ParameterizedTest
  @ValueSource(strings = {"incident-x", "incident-sim-manual", "incident-sim-weather-2026-11-24-1"})
  void anIdOfAnotherFormNamesNeither(String id) {
    assertThat(new IncidentId(id).account()).isEmpty();
    assertThat(new IncidentId(id).cause()).isEmpty();
  }

  @Test
  void aDayAloneIsNoCause() {
    assertThat(new IncidentId("incident-2026-11-24-1").cause()).isEmpty();
  }
}
