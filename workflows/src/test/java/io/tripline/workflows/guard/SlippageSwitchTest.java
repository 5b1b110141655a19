package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static io.tripline.workflows.slippage.Fills.fill;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.SlippageJudgement;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.killswitch.VerdictCheck;
import io.tripline.workflows.slippage.FillSample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SlippageSwitchTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void threeBadFillsInARowHaltWithoutClosingAnything() throws Exception {
    AccountGuard guard = run.active();
    tell(guard, fill(1, "60"));
    tell(guard, fill(2, "55"));
    assertThat(guard.status().isHalted()).isFalse();
    tell(guard, fill(3, "51"));

    GuardStatus status = guard.status();
    assertThat(status.isHalted()).isTrue();
    Trip trip = requireNonNull(status.trip());
    assertThat(trip.killSwitch()).isEqualTo(KillSwitch.K4);
    assertThat(trip.level()).isEqualTo(TripLevel.STOP);
    assertThat(trip.incident()).isEqualTo("incident-paper-slippage-2026-11-16-1");
    run.eventually(
        () -> run.world().dispatched.contains("declare incident-paper-slippage-2026-11-16-1"));
    assertThat(run.world().flattens).isEmpty();
    assertThat(RunningGuard.permit(guard, "r9")).isInstanceOf(PermitAnswer.Refused.class);
    run.eventually(() -> statistics().size() == 4);
    assertThat(run.world().written)
        .anyMatch(e -> e.text().startsWith("KILL SWITCH TRIGGERED switch=K4 reading=60.0, 55.0, "));
    run.replays("slippage-trip");
  }

  @Test
  void aHighMeanIsANoteOnFewFillsAndAP2OnEnoughAndEachOnceADay() {
    AccountGuard guard = run.active();
    tell(guard, fill(1, "14"));
    run.eventually(() ->
        run.world().dispatched.contains("raise P3 incident-paper-slippage-note-2026-11-16-1"));
    for (int n = 2; n <= 8; n++) {
      tell(guard, fill(n, n % 2 == 0 ? "13" : "15"));
    }
    run.eventually(() ->
        run.world().dispatched.contains("raise P2 incident-paper-high-slippage-2026-11-16-1"));
    assertThat(run.world().dispatched.stream().filter(each -> each.startsWith("raise"))).hasSize(2);
    assertThat(guard.status().isHalted()).isFalse();
  }

  @Test
  void aMeanAsExpectedRaisesNothing() {
    AccountGuard guard = run.active();
    for (int n = 1; n <= 8; n++) {
      tell(guard, fill(n, n % 2 == 0 ? "4" : "6"));
    }
    run.eventually(() -> statistics().size() == 8);
    assertThat(run.world().dispatched.stream().filter(each -> each.startsWith("raise"))).isEmpty();
  }

  @Test
  void theSameOrderToldAgainIsNoFurtherFill() {
    AccountGuard guard = run.active();
    tell(guard, fill(1, "60"));
    for (int i = 0; i < 5; i++) {
      guard.settle(
          new Settlement(
              ACCOUNT,
              fill(1, "60").order(),
              Settlement.Outcome.ENDED,
              "again " + i,
              fill(1, "60")));
    }
    assertThat(guard.status().isHalted()).isFalse();
    assertThat(requireNonNull(guard.status().slippage()).statistics().recent().n()).isEqualTo(1);
  }

  @Test
  void oneTerribleFillThatIsNotConfirmedTripsNothing() {
    run.world().ofTheFill =
        SlippageJudgement.of(
            List.of(new VerdictCheck("D5", "crossed", Check.UNKNOWN, "no quote", "a quote")));
    AccountGuard guard = run.active();
    tell(guard, fill(1, "900"));
    run.eventually(() -> verdicts().size() == 1);
    assertThat(verdicts().getFirst().text()).contains("NOT confirmed", "D5 UNKNOWN");
    assertThat(guard.status().isHalted()).isFalse();
    assertThat(RunningGuard.permit(guard, "r1")).isInstanceOf(PermitAnswer.Granted.class);
  }

  @Test
  void oneTerribleFillThatIsConfirmedTrips() {
    run.world().ofTheFill =
        SlippageJudgement.of(
            List.of(new VerdictCheck("D5", "crossed", Check.PASS, "all sane", "a quote")));
    AccountGuard guard = run.active();
    tell(guard, fill(1, "100.5"));
    run.eventually(() -> guard.status().isHalted());
    assertThat(requireNonNull(requireNonNull(guard.status().trip()).observation()).limit())
        .isEqualTo("100 bps");
    assertThat(run.world().fillsJudged).hasSize(1);
  }

  @Test
  void theWindowSurvivesContinueAsNew() {
    AccountGuard guard = run.active();
    String first = run.describeRun();
    tell(guard, fill(1, "60"));
    tell(guard, fill(2, "55"));
    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(first));
    run.env().sleep(Duration.ofSeconds(2));
    tell(guard, fill(2, "55"));
    assertThat(guard.status().isHalted()).isFalse();
    tell(guard, fill(3, "70"));
    assertThat(guard.status().isHalted()).isTrue();
  }

  @Test
  void afterAResetTheBadFillsBeforeItDoNotCountAgain() {
    AccountGuard guard = run.active();
    tell(guard, fill(1, "60"));
    tell(guard, fill(2, "55"));
    tell(guard, fill(3, "51"));
    guard.reset(
        new ResetRequest(
            "reset-1",
            ACCOUNT,
            1,
            "incident-paper-slippage-2026-11-16-1",
            List.of("alice", "bob"),
            "limit orders from now on",
            false,
            null));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.PROBATION);
    tell(guard, fill(4, "60"));
    assertThat(guard.status().isHalted()).isFalse();
    // Probation halves the limits: 25 bps in a row.
    tell(guard, fill(5, "26"));
    tell(guard, fill(6, "26"));
    assertThat(guard.status().isHalted()).isTrue();
    assertThat(requireNonNull(guard.status().trip()).epoch()).isEqualTo(2);
    assertThat(requireNonNull(guard.status().slippage()).statistics().recent().n()).isEqualTo(6);
  }

  private static void tell(AccountGuard guard, FillSample fill) {
    guard.settle(new Settlement(ACCOUNT, fill.order(), Settlement.Outcome.ENDED, "filled", fill));
  }

  private List<Entry> statistics() {
    return of(EntryKind.SLIPPAGE);
  }

  private List<Entry> verdicts() {
    return of(EntryKind.VERDICT);
  }

  private List<Entry> of(EntryKind kind) {
    return run.world().written.stream().filter(each -> each.kind() == kind).toList();
  }
}
