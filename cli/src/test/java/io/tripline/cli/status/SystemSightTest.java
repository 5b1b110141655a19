package io.tripline.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.cli.status.SystemSight.Exposure;
import io.tripline.cli.status.SystemSight.Guard;
import io.tripline.cli.status.SystemSight.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Is it a P0, by what one terminal can see? */
class SystemSightTest {
  private static SystemSight sight(
      String temporal, Guard guard, boolean wanted, Exposure exposure, String... dead) {
    return new SystemSight(
        temporal, guard, wanted, List.of(dead), exposure, "73 SPY", null, null, List.of());
  }

  private static Verdict guarded(@Nullable Duration reading, @Nullable Boolean open) {
    return new SystemSight(
            "", Guard.ANSWERS, true, List.of(), Exposure.HELD, "73 SPY", reading, open, List.of())
        .verdict();
  }

  @Test
  void aServerThatShouldRunAndDoesNotAnswerIsAP0() {
    Verdict verdict =
        sight("no answer", Guard.SILENT, true, Exposure.HELD, "temporal", "worker response")
            .verdict();
    assertThat(verdict.p0()).isTrue();
    assertThat(verdict.because())
        .isEqualTo(
            "nobody watches the account: Temporal does not answer, temporal, worker response do not"
                + " run; it holds 73 SPY");
  }

  @Test
  void aSilentGuardBehindAServerThatAnswersIsAP0() {
    assertThat(sight("", Guard.SILENT, true, Exposure.NONE).verdict())
        .isEqualTo(
            new Verdict(true, "nobody watches the account: no guard answers; it holds nothing"));
  }

  @Test
  void nothingThatShouldRunAndNothingHeldIsNone() {
    assertThat(sight("no answer", Guard.SILENT, false, Exposure.NONE).verdict().p0()).isFalse();
    assertThat(sight("no answer", Guard.SILENT, false, Exposure.NO_ACCOUNT).verdict().p0())
        .isFalse();
    assertThat(sight("", Guard.NEVER_STARTED, true, Exposure.NONE).verdict().p0()).isFalse();
  }

  @Test
  void anUnwatchedAccountThatHoldsSomethingIsAP0AlsoWhenItWasStoppedInOrder() {
    assertThat(sight("", Guard.NEVER_STARTED, false, Exposure.HELD).verdict().because())
        .isEqualTo("nobody watches the account: it holds 73 SPY");
  }

  @Test
  void whatCannotBeSeenIsNotGoodNews() {
    assertThat(sight("no answer", Guard.SILENT, false, Exposure.UNKNOWN).verdict().p0()).isTrue();
  }

  @Test
  void readingsThatStandStillAreAP0WhileTheMarketIsNotKnownToBeClosed() {
    assertThat(guarded(Duration.ofSeconds(181), true).p0()).isTrue();
    assertThat(guarded(Duration.ofSeconds(181), null).p0()).isTrue();
    assertThat(guarded(Duration.ofSeconds(181), false).p0()).isFalse();
    assertThat(guarded(Duration.ofMinutes(3), true).p0()).isFalse();
  }

  @Test
  void aGuardThatAnswersIsNoneAndNamesWhatIsMissingBesideIt() {
    assertThat(sight("", Guard.ANSWERS, true, Exposure.HELD, "worker trading").verdict())
        .isEqualTo(
            new Verdict(
                false,
                "the guard answers, no reading on record yet; worker trading does not run: a P0"
                    + " unless it is back soon"));
  }

  @Test
  void anOpenOutageIsAP0WhateverElseIsSeen() {
    assertThat(
            new SystemSight(
                    "",
                    Guard.ANSWERS,
                    true,
                    List.of(),
                    Exposure.NONE,
                    "",
                    Duration.ZERO,
                    true,
                    List.of("incident-a is open"))
                .verdict())
        .isEqualTo(new Verdict(true, "incident-a is open"));
  }
}
