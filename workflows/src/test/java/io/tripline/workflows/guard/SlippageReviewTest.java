package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.IncidentStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlippageReviewTest {
  private static final String SLIPPAGE = "incident-paper-slippage-2026-11-16-1";

  @Test
  void peopleWhoResetItsOwnHaltHaveLookedIntoIt() {
    assertThat(SlippageReview.of(trip(KillSwitch.K4, 3), reset(3, false)))
        .contains("reset by alice, bob");
  }

  @Test
  void theMachineAnotherSwitchAndAnotherHaltHaveNot() {
    assertThat(SlippageReview.of(trip(KillSwitch.K4, 3), reset(3, true))).isEmpty();
    assertThat(SlippageReview.of(trip(KillSwitch.K1, 3), reset(3, false))).isEmpty();
    assertThat(SlippageReview.of(trip(KillSwitch.K4, 4), reset(3, false))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(IncidentStatus.class)
  void onlyAPersonsEndOfASlippageIncidentCounts(IncidentStatus status) {
    boolean ends = status == IncidentStatus.RESOLVED || status == IncidentStatus.CLOSED;
    assertThat(SlippageReview.of(notice(SLIPPAGE, status, "bob")).isPresent()).isEqualTo(ends);
    assertThat(SlippageReview.of(notice(SLIPPAGE, status, null))).isEmpty();
    assertThat(SlippageReview.of(notice("incident-paper-daily-loss-2026-11-16-1", status, "bob")))
        .isEmpty();
    assertThat(SlippageReview.of(notice("slippage", status, "bob"))).isEmpty();
  }

  @Test
  void aNameThatSteersTheTerminalIsNotWrittenDown() {
    assertThat(SlippageReview.of(notice(SLIPPAGE, IncidentStatus.CLOSED, "b\u202Eob")))
        .contains("review signed by somebody");
  }

  private static IncidentNotice notice(
      String incident, IncidentStatus status, @Nullable String by) {
    return new IncidentNotice(ACCOUNT, incident, status, by);
  }

  private static ResetRequest reset(int epoch, boolean automatic) {
    return new ResetRequest(
        "r",
        ACCOUNT,
        epoch,
        SLIPPAGE,
        List.of("alice", "bob"),
        "understood",
        automatic,
        null,
        null);
  }

  private static Trip trip(KillSwitch killSwitch, int epoch) {
    return new Trip(
        killSwitch,
        TripLevel.STOP,
        epoch,
        SLIPPAGE,
        MONDAY,
        null,
        "the guard",
        "costly fills",
        Instant.EPOCH,
        null,
        false,
        0);
  }
}
