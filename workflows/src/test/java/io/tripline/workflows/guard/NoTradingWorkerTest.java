package io.tripline.workflows.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody polls the trading queue. */
class NoTradingWorkerTest {
  private static final String API_ERRORS = "incident-paper-api-errors-2026-11-16-1";

  @RegisterExtension final RunningGuard run = new RunningGuard(false);

  @Test
  void noWorkerWithinTheTimeIsAP0ThatHaltsNothing() throws Exception {
    AccountGuard guard = run.active();
    run.env().sleep(Duration.ofSeconds(40));
    run.eventually(
        () -> run.world().dispatched.contains("raise P0 incident-paper-worker-down-2026-11-16-1"));
    assertThat(guard.status().incidents())
        .containsExactly("incident-paper-worker-down-2026-11-16-1");
    assertThat(guard.status().isHalted()).isFalse();
    run.replays("no-trading-worker");
  }

  @Test
  void itJoinsAnOutageThatIsOpenForAnotherCause() throws Exception {
    AccountGuard guard = run.active();
    guard.declare(
        new DeclareRequest(
            "d1", Severity.P0, Cause.SYSTEM_DOWN, "alice", "all is dark", null, null));
    run.env().sleep(Duration.ofSeconds(40));
    String outage = "incident-paper-system-down-2026-11-16-1";
    run.eventually(() -> Collections.frequency(run.world().dispatched, "raise P0 " + outage) == 2);
    assertThat(guard.status().incidents()).containsExactly(outage);
    assertThat(run.world().written)
        .extracting(Entry::text)
        .anyMatch(text -> text.startsWith("P0 joined: no worker answers on the trading queue"));
    run.replays("no-worker-joins-an-outage");
  }

  @Test
  void itJoinsTheHaltForApiErrorsBecauseAnOutageIsOneIncident() throws Exception {
    AccountGuard guard = run.active();
    guard.trip(AccountGuardApiErrorsTest.outage("watch"));
    run.env().sleep(Duration.ofSeconds(40));
    run.eventually(() -> run.world().dispatched.contains("join P0 " + API_ERRORS));
    assertThat(guard.status().incidents()).containsExactly(API_ERRORS);
    assertThat(run.world().dispatched).noneMatch(each -> each.startsWith("raise"));
    assertThat(run.world().dispatched.indexOf("declare " + API_ERRORS))
        .isLessThan(run.world().dispatched.indexOf("join P0 " + API_ERRORS));
    run.replays("dead-worker-joins-api-errors");
  }
}
