package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How incidents of one account stand to each other on the guard's books. */
class CasesAtTheGuardTest {
  private static final String HALT = "incident-paper-daily-loss-2026-11-16-1";
  private static final String OUTAGE = "incident-paper-worker-down-2026-11-16-1";

  @RegisterExtension final RunningGuard run = new RunningGuard();

  private static DeclareRequest workerDown(String requestId) {
    return new DeclareRequest(
        requestId, Severity.P0, Cause.WORKER_DOWN, "alice", "nobody polls", null, null);
  }

  private List<String> outages() {
    return run.world().dispatched.stream().filter(each -> each.startsWith("outage ")).toList();
  }

  private static IncidentNotice notice(String id, IncidentStatus status) {
    return new IncidentNotice(ACCOUNT, id, status);
  }

  @Test
  void theIncidentOfTheHaltIsToldWhichOutageGoesFirstAndWhenItIsOver() throws Exception {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.declare(workerDown("d1"));
    run.eventually(() -> outages().size() == 1);
    guard.declare(workerDown("d2"));
    guard.incidentNotice(notice(OUTAGE, IncidentStatus.MITIGATED));
    guard.incidentNotice(notice(OUTAGE, IncidentStatus.RESOLVED));
    run.eventually(() -> outages().size() == 2);
    assertThat(outages())
        .containsExactly(
            "outage " + HALT + " waits for " + OUTAGE, "outage " + HALT + " waits for null");
    run.replays("outage-goes-first");
  }

  @Test
  void aHaltThatBeginsDuringAnOutageIsToldAfterItsIncidentBegan() {
    AccountGuard guard = run.active();
    guard.declare(workerDown("d1"));
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    run.eventually(() -> !outages().isEmpty());
    List<String> dispatched = List.copyOf(run.world().dispatched);
    assertThat(dispatched.indexOf("declare " + HALT))
        .isLessThan(dispatched.indexOf("outage " + HALT + " waits for " + OUTAGE));
  }

  @Test
  void alsoAfterTheResetUntilItsIncidentIsOver() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.reset(RunningGuard.early(1));
    guard.declare(workerDown("d1"));
    run.eventually(() -> outages().size() == 1);
    assertThat(outages()).containsExactly("outage " + HALT + " waits for " + OUTAGE);
    guard.incidentNotice(notice(HALT, IncidentStatus.RESOLVED));
    guard.incidentNotice(notice(OUTAGE, IncidentStatus.RESOLVED));
    run.eventually(() -> guard.status().incidents().isEmpty());
    assertThat(outages()).hasSize(1);
  }

  @Test
  void twoIncidentsThatWantFlatAtOnceAreServedByOneFlatten() {
    AccountGuard guard = run.active();
    guard.declare(workerDown("d1"));
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    TripAnswer joined =
        guard.trip(
            new TripRequest(
                ACCOUNT,
                "trip-K14-" + OUTAGE,
                KillSwitch.K14,
                TripLevel.FLATTEN,
                null,
                OUTAGE,
                "exposed and not restored",
                null));
    assertThat(joined.incident()).isEqualTo(HALT);
    run.eventually(() -> run.world().dispatched.contains("verdict REAL"));
    run.eventually(() -> run.world().flattens.size() == 1);
    guard.flattenNotice(
        GuardWorld.ended(
            run.world().flattens.getFirst(),
            GuardWorld.flatAt(GuardWorld.noon(GuardWorld.MONDAY).now())));
    run.eventually(() -> run.world().relayed.size() == 2);
    assertThat(run.world().flattens).hasSize(1);
  }

  @Test
  void aTripDuringAnOutageIsToldToItOnceItHasBegun() throws Exception {
    AccountGuard guard = run.active();
    guard.declare(workerDown("d1"));
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    run.eventually(() -> run.world().dispatched.contains("trip K1 told to " + OUTAGE));
    List<String> dispatched = List.copyOf(run.world().dispatched);
    assertThat(dispatched.indexOf("raise P0 " + OUTAGE))
        .isLessThan(dispatched.indexOf("trip K1 told to " + OUTAGE));
    guard.trip(
        new TripRequest(
            ACCOUNT,
            "trip-K14-" + OUTAGE,
            KillSwitch.K14,
            TripLevel.FLATTEN,
            null,
            OUTAGE,
            "exposed and not restored",
            null));
    run.env().sleep(Duration.ofSeconds(5));
    assertThat(run.world().dispatched).noneMatch(each -> each.startsWith("trip K14 told"));
    run.replays("outage-told-of-trips");
  }

  @Test
  void whereTheIncidentOfTheApiErrorsHasEndedADeadWorkerIsAP0OfItsOwn() {
    AccountGuard guard = run.active();
    guard.trip(AccountGuardApiErrorsTest.outage("watch"));
    String halt = "incident-paper-api-errors-2026-11-16-1";
    run.eventually(() -> run.world().dispatched.contains("declare " + halt));
    run.world().ended.add(halt);
    guard.declare(workerDown("d1"));
    run.eventually(() -> run.world().dispatched.contains("raise P0 " + OUTAGE));
    assertThat(guard.status().incidents()).contains(OUTAGE);
    assertThat(guard.declare(workerDown("d1")).incident()).isEqualTo(OUTAGE);
  }

  @Test
  void aTripThatCameAsItsIncidentClosedIsTakenUpByAnother() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.reset(RunningGuard.early(1));
    assertThat(guard.trip(RunningGuard.dailyLoss("trip-K1-2")).incident()).isEqualTo(HALT);
    guard.incidentNotice(notice(HALT, IncidentStatus.RESOLVED));
    String next = "incident-paper-daily-loss-2026-11-16-2";
    run.eventually(() -> run.world().dispatched.contains("declare " + next));
    assertThat(RunningGuard.standing(guard).incident()).isEqualTo(next);
    assertThat(guard.status().incidents()).containsExactly(next);
    assertThat(run.world().briefs.getLast().epoch()).isEqualTo(2);
  }

  @Test
  void anIncidentThatDoesNotHearOfItsFlattenGetsASuccessor() {
    AccountGuard guard = run.active();
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    run.eventually(() -> run.world().flattens.size() == 1);
    run.world().ended.add(HALT);
    guard.flattenNotice(
        GuardWorld.ended(
            run.world().flattens.getFirst(),
            GuardWorld.flatAt(GuardWorld.noon(GuardWorld.MONDAY).now())));
    String next = "incident-paper-daily-loss-2026-11-16-2";
    run.eventually(() -> run.world().dispatched.contains("declare " + next));
    run.eventually(() -> run.world().relayed.size() == 2);
    assertThat(RunningGuard.standing(guard).incident()).isEqualTo(next);
  }

  @Test
  void anIncidentThatEndsAfterTheResetIsFollowedByNone() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    guard.reset(RunningGuard.early(1));
    guard.incidentNotice(notice(HALT, IncidentStatus.RESOLVED));
    run.eventually(() -> guard.status().incidents().isEmpty());
    assertThat(run.world().briefs).hasSize(1);
  }

  @Test
  void withoutAHaltNobodyIsTold() {
    AccountGuard guard = run.active();
    guard.declare(workerDown("d1"));
    guard.incidentNotice(notice(OUTAGE, IncidentStatus.RESOLVED));
    run.eventually(() -> guard.status().incidents().isEmpty());
    assertThat(outages()).isEmpty();
  }

  @Test
  void aLateRepeatOfADeclarationIsTheSameOneAlsoInTheNextRun() {
    AccountGuard guard = run.active();
    DeclareAnswer first = guard.declare(workerDown("d1"));
    String before = run.describeRun();
    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(before));
    assertThat(guard.declare(workerDown("d1"))).isEqualTo(first);
    assertThat(run.world().dispatched.stream().filter(each -> each.startsWith("raise"))).hasSize(1);
  }

  @Test
  void fiftyAlarmsOfOneCauseAreOneIncident() {
    AccountGuard guard = run.active();
    for (int i = 0; i < 50; i++) {
      assertThat(guard.declare(workerDown("d" + i)).incident()).isEqualTo(OUTAGE);
    }
    assertThat(guard.status().incidents()).containsExactly(OUTAGE);
    run.eventually(() ->
        run.world().dispatched.stream().filter(each -> each.equals("raise P0 " + OUTAGE)).count()
            == 50);
  }

  @Test
  void aHaltForARegradedIncidentBelongsToItUnderItsOwnCause() {
    AccountGuard guard = run.active();
    String degraded = "incident-paper-high-slippage-2026-11-16-1";
    guard.incidentNotice(notice(degraded, IncidentStatus.DECLARED));
    run.eventually(() -> guard.status().incidents().contains(degraded));
    TripAnswer answer =
        guard.trip(
            new TripRequest(
                ACCOUNT,
                "trip-K13-" + degraded,
                KillSwitch.K13,
                TripLevel.STOP,
                null,
                "alice",
                "regraded to P1: worse",
                degraded));
    assertThat(answer.incident()).isEqualTo(degraded);
    run.eventually(() -> run.world().dispatched.contains("declare " + degraded));
    assertThat(
            guard
                .declare(
                    new DeclareRequest(
                        "s1", Severity.P2, Cause.HIGH_SLIPPAGE, "the guard", "again", null, null))
                .incident())
        .isEqualTo(degraded);
    assertThat(run.world().flattens).isEmpty();
  }
}
