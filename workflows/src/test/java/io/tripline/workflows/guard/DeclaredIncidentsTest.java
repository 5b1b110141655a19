package io.tripline.workflows.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowUpdateException;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Incidents that no kill switch opens. */
class DeclaredIncidentsTest {
  private static final String FIRST = "incident-paper-worker-down-2026-11-16-1";
  @RegisterExtension final RunningGuard run = new RunningGuard();

  private static DeclareRequest workerDown(String requestId) {
    return new DeclareRequest(
        requestId, Severity.P0, Cause.WORKER_DOWN, "alice", "nobody polls", null, Map.of());
  }

  @Test
  void aDeclaredIncidentIsNumberedAndStartedAndHaltsNothing() {
    AccountGuard guard = run.active();
    assertThat(guard.declare(workerDown("d1"))).isEqualTo(new DeclareAnswer(FIRST, false));
    run.eventually(() -> run.world().dispatched.contains("raise P0 " + FIRST));
    assertThat(guard.status().incidents()).containsExactly(FIRST);
    assertThat(guard.status().isHalted()).isFalse();
  }

  @Test
  void alarmsOfOneCauseJoinUntilItIsResolvedThenTheNextNumberBegins() {
    AccountGuard guard = run.active();
    guard.declare(workerDown("d1"));
    assertThat(guard.declare(workerDown("d2"))).isEqualTo(new DeclareAnswer(FIRST, true));
    guard.incidentNotice(new IncidentNotice(GuardWorld.ACCOUNT, FIRST, IncidentStatus.RESOLVED));
    run.eventually(() -> guard.status().incidents().isEmpty());
    assertThat(guard.declare(workerDown("d3")).incident()).endsWith("-2");
  }

  @Test
  void aResetWaitsForTheOutageThatIsOpen() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    String outage = guard.declare(workerDown("d1")).incident();
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.early(1)), Fault.NOT_READY);
    guard.incidentNotice(new IncidentNotice(GuardWorld.ACCOUNT, outage, IncidentStatus.RESOLVED));
    run.eventually(() -> !guard.status().incidents().contains(outage));
    assertThat(guard.reset(RunningGuard.early(1)).epoch()).isEqualTo(2);
  }

  @Test
  void anOutageThatWasTerminatedRefusesNoReset() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    String outage = guard.declare(workerDown("d1")).incident();
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.early(1)), Fault.NOT_READY);
    run.world().ended.add(outage);
    assertThat(guard.reset(RunningGuard.early(1)).epoch()).isEqualTo(2);
    assertThat(guard.status().incidents()).doesNotContain(outage);
    run.eventually(
        () -> run.world().dispatched.stream().anyMatch(each -> each.endsWith("waits for null")));
  }

  @Test
  void theSameRequestIsTheSameDeclaration() {
    AccountGuard guard = run.active();
    DeclareAnswer first = guard.declare(workerDown("d1"));
    assertThat(guard.declare(workerDown("d1"))).isEqualTo(first);
    run.eventually(() -> run.world().dispatched.contains("raise P0 " + FIRST));
    assertThat(run.world().dispatched.stream().filter(each -> each.startsWith("raise"))).hasSize(1);
  }

  @Test
  void aRepeatedRequestIsKnownAlsoAfterContinueAsNew() {
    AccountGuard guard = run.active();
    String first = guard.declare(workerDown("d1")).incident();
    guard.incidentNotice(new IncidentNotice(GuardWorld.ACCOUNT, first, IncidentStatus.RESOLVED));
    run.eventually(() -> guard.status().incidents().isEmpty());
    String before = run.describeRun();
    guard.dayRolled(GuardWorld.rolled(GuardWorld.TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(before));
    assertThat(guard.declare(workerDown("d1"))).isEqualTo(new DeclareAnswer(first, false));
    assertThat(guard.status().incidents()).isEmpty();
  }

  @Test
  void aTripThatWasDeclaredEarlierWasDetectedThen() {
    AccountGuard guard = run.active();
    Instant known = Instant.ofEpochMilli(run.env().currentTimeMillis()).minusSeconds(300);
    guard.trip(
        new TripRequest(
            GuardWorld.ACCOUNT, "t1", null, null, null, "alice", "odd fills", null, known));
    run.eventually(() -> !run.world().briefs.isEmpty());
    assertThat(run.world().briefs.get(0).detectedAt()).isEqualTo(known);
  }

  @Test
  void anIncidentThatBeganElsewhereComesOnTheBooksByItsOwnNotice() {
    AccountGuard guard = run.active();
    guard.incidentNotice(new IncidentNotice(GuardWorld.ACCOUNT, FIRST, IncidentStatus.DECLARED));
    run.eventually(() -> guard.status().incidents().contains(FIRST));
    assertThat(guard.declare(workerDown("d1"))).isEqualTo(new DeclareAnswer(FIRST, true));
  }

  @Test
  void aNoticeThatItsEndOvertookOpensNothingAlsoInTheNextRun() {
    AccountGuard guard = run.active();
    guard.declare(workerDown("d1"));
    guard.incidentNotice(new IncidentNotice(GuardWorld.ACCOUNT, FIRST, IncidentStatus.RESOLVED));
    guard.incidentNotice(new IncidentNotice(GuardWorld.ACCOUNT, FIRST, IncidentStatus.MITIGATED));
    run.eventually(() -> guard.status().incidents().isEmpty());
    String before = run.describeRun();
    guard.dayRolled(GuardWorld.rolled(GuardWorld.TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(before));
    guard.incidentNotice(new IncidentNotice(GuardWorld.ACCOUNT, FIRST, IncidentStatus.MITIGATED));
    assertThat(guard.declare(workerDown("d2")).joined()).isFalse();
    assertThat(guard.status().incidents()).doesNotContain(FIRST);
  }

  @Test
  void anAlarmThatAnEndedIncidentDidNotHearBeginsTheNext() {
    AccountGuard guard = run.active();
    guard.declare(workerDown("d1"));
    run.eventually(() -> run.world().dispatched.contains("raise P0 " + FIRST));
    run.world().ended.add(FIRST);
    guard.declare(workerDown("d2"));
    String next = "incident-paper-worker-down-2026-11-16-2";
    run.eventually(() -> run.world().dispatched.contains("raise P0 " + next));
    assertThat(guard.status().incidents()).containsExactly(next);
    assertThat(guard.declare(workerDown("d2")).incident()).isEqualTo(next);
  }

  @Test
  void aP1IsDeclaredByATripAndNothingElseIsLeftOut() {
    AccountGuard guard = run.active();
    assertThatThrownBy(() ->
            guard.declare(
                new DeclareRequest(null, Severity.P1, Cause.MANUAL, "a", "b", null, null)))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("a P1 is declared by a trip");
    assertThatThrownBy(() ->
            guard.declare(
                new DeclareRequest(null, Severity.P0, Cause.SYSTEM_DOWN, " ", "b", null, null)))
        .hasStackTraceContaining("by: missing");
  }

  @Test
  void nobodyDeclaresWhatATripWouldJoinWithoutAHalt() {
    AccountGuard guard = run.active();
    assertRefused(guard, Severity.P0, Cause.API_ERRORS, "must be one of system-down");
    assertRefused(guard, Severity.P2, Cause.SLIPPAGE, "is that of kill switch K4");
    assertRefused(guard, Severity.P3, Cause.POSITION_MISMATCH, "is that of kill switch K6");
    assertRefused(guard, Severity.P3, Cause.MANUAL, "is that of kill switch K13");
    assertRefused(guard, Severity.P2, Cause.SYSTEM_DOWN, "is an outage, which is a P0");
    assertThat(guard.status().incidents()).isEmpty();
  }

  private static void assertRefused(
      AccountGuard guard, Severity severity, Cause cause, String sentence) {
    DeclareRequest request =
        new DeclareRequest(null, severity, cause, "alice", "looks odd", null, null);
    assertThatThrownBy(() -> guard.declare(request)).hasStackTraceContaining(sentence);
  }
}
