package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static io.tripline.workflows.slippage.Fills.fill;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal.GuardMemory;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.SlippageJudgement;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.killswitch.VerdictCheck;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.slippage.FillSample;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        .anyMatch(e ->
            e.text().startsWith("KILL SWITCH TRIGGERED switch=K4 reading=60.0, 55.0, ")
                && "hash".equals(e.data().get("configuration")));
    assertThat(statistics()).allMatch(e -> "hash".equals(e.data().get("configuration")));
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
    assertThat(cusum(guard)).isEqualByComparingTo("43");
    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(first));
    run.env().sleep(Duration.ofSeconds(2));
    tell(guard, fill(2, "55"));
    assertThat(guard.status().isHalted()).isFalse();
    assertThat(cusum(guard)).isEqualByComparingTo("43");
    tell(guard, fill(3, "70"));
    assertThat(guard.status().isHalted()).isTrue();
    assertThat(cusum(guard)).isEqualByComparingTo("64.5");
  }

  @Test
  void theSumSurvivesARestartByTheJournal() {
    AccountGuard guard = run.active();
    tell(guard, fill(1, "20"));
    run.eventually(() -> statistics().size() == 1);
    guard.stop(new GuardStop("alice", "maintenance"));
    WorkflowStub.fromTyped(guard).getResult(String.class);
    run.world().past = remembers(statistics().getLast().data().get("cusum"));

    AccountGuard next = run.active();
    assertThat(cusum(next)).isEqualByComparingTo("12.5");
    tell(next, fill(2, "20"));
    assertThat(cusum(next)).isEqualByComparingTo("25");
  }

  @Test
  void aFillThatComesBeforeTheJournalIsReadCountsOnTopOfThePast() {
    run.world().past = remembers("10.000");
    run.world().journalDown = true;
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, GuardWorld.POLICY, null));
    tell(guard, fill(1, "20"));
    assertThat(cusum(guard)).isEqualByComparingTo("12.5");
    run.world().journalDown = false;
    run.eventually(() -> statistics().size() == 2);
    assertThat(cusum(guard)).isEqualByComparingTo("22.5");
    // Another guard must not take the sum without its past for the whole one.
    assertThat(statistics().getFirst().data()).doesNotContainKey("cusum");
    assertThat(statistics().getLast().data()).containsEntry("cusum", "22.500");
  }

  @Test
  void aSumThatCannotBeReadIsSaidAndStopsNobody() {
    run.world().past = remembers("NaN");
    AccountGuard guard = run.active();
    assertThat(cusum(guard)).isZero();
    run.eventually(
        () -> run.world().written.stream().anyMatch(e -> e.text().contains("can't be read")));
  }

  @Test
  void thePersonWhoResolvesASlippageIncidentSetsTheSumBackOnce() {
    AccountGuard guard = run.active();
    tell(guard, fill(1, "20"));
    says(guard, "incident-paper-high-slippage-2026-11-16-1", IncidentStatus.RESOLVED, null);
    says(guard, "incident-paper-high-slippage-2026-11-16-1", IncidentStatus.CANCELLED, "bob");
    says(guard, "incident-paper-slow-fills-2026-11-16-1", IncidentStatus.RESOLVED, "bob");
    says(guard, "no incident", IncidentStatus.RESOLVED, "bob");
    assertThat(cusum(guard)).isEqualByComparingTo("12.5");

    says(guard, "incident-paper-high-slippage-2026-11-16-1", IncidentStatus.RESOLVED, "bob");
    assertThat(cusum(guard)).isZero();
    run.eventually(() -> statistics().size() == 2);
    assertThat(statistics().getLast())
        .satisfies(entry -> {
          assertThat(entry.text()).contains("begins anew after 12.500, resolved by bob");
          assertThat(entry.incident()).isEqualTo("incident-paper-high-slippage-2026-11-16-1");
          assertThat(entry.data()).containsEntry("cusum", "0.000");
        });

    tell(guard, fill(2, "20"));
    says(guard, "incident-paper-high-slippage-2026-11-16-1", IncidentStatus.CLOSED, "bob");
    assertThat(cusum(guard)).isEqualByComparingTo("12.5");
    says(guard, "incident-paper-slippage-2026-11-13-1", IncidentStatus.CLOSED, "bob");
    assertThat(cusum(guard)).isZero();
  }

  @Test
  void afterAResetTheBadFillsBeforeItDoNotCountAgain() {
    AccountGuard guard = run.active();
    tell(guard, fill(1, "60"));
    tell(guard, fill(2, "55"));
    tell(guard, fill(3, "51"));
    assertThat(cusum(guard)).isEqualByComparingTo("64.5");
    guard.reset(
        new ResetRequest(
            "reset-1",
            ACCOUNT,
            1,
            "incident-paper-slippage-2026-11-16-1",
            List.of("alice", "bob"),
            "limit orders from now on",
            false,
            null,
            null));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.PROBATION);
    assertThat(cusum(guard)).isZero();
    run.eventually(() ->
        statistics().getLast().text().contains("begins anew after 64.500, reset by alice, bob"));
    tell(guard, fill(4, "60"));
    assertThat(guard.status().isHalted()).isFalse();
    // Probation halves the limits: 25 bps in a row.
    tell(guard, fill(5, "26"));
    tell(guard, fill(6, "26"));
    assertThat(guard.status().isHalted()).isTrue();
    assertThat(requireNonNull(guard.status().trip()).epoch()).isEqualTo(2);
    assertThat(requireNonNull(guard.status().slippage()).statistics().recent().n()).isEqualTo(6);
  }

  private static BigDecimal cusum(AccountGuard guard) {
    return requireNonNull(guard.status().slippage()).statistics().cusum();
  }

  private static void says(
      AccountGuard guard, String incident, IncidentStatus status, @Nullable String by) {
    guard.incidentNotice(new IncidentNotice(ACCOUNT, incident, status, by));
  }

  private static GuardMemory remembers(@Nullable String cusum) {
    return new GuardMemory(true, false, 1, 0, Map.of(), "", List.of(), null, null, cusum);
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
