package io.tripline.workflows.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody polls the trading queue. */
class NoTradingWorkerTest {
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
}
