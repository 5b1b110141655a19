package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.SPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stop and a permit that meet while the guard reads the broker for one of them. */
class GuardStopTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void theGuardIsNotStoppedWhileAPermitIsBeingDecided() {
    AccountGuard guard = run.active();
    run.world().answersAfter = Duration.ofSeconds(2);
    CompletableFuture<PermitAnswer> permit =
        CompletableFuture.supplyAsync(() -> RunningGuard.permit(guard, "r1"));
    soon(() -> !guard.status().unsettled().isEmpty());

    RunningGuard.assertRefused(() -> guard.stop(new GuardStop("alice", "home")), Fault.NOT_READY);
    assertThat(permit.join()).isInstanceOf(PermitAnswer.Granted.class);
  }

  @Test
  void aGuardThatIsBeingStoppedPermitsNoEntry() {
    AccountGuard guard = run.active();
    run.world().answersAfter = Duration.ofSeconds(2);
    CompletableFuture<String> stop =
        CompletableFuture.supplyAsync(() -> guard.stop(new GuardStop("alice", "home")));
    // Refused without being granted first, whichever of the two the guard takes up first.
    List<PermitAnswer> answers = new ArrayList<>();
    soon(() -> {
      answers.add(probe(guard));
      return answers.getLast() instanceof PermitAnswer.Refused;
    });

    assertThat(answers.getLast())
        .isEqualTo(new PermitAnswer.Refused(Fault.HALTED, "the guard is being stopped"));
    assertThat(stop.join()).contains("alice");
  }

  /** Without skipping time, which would be over before the broker has answered. */
  private static void soon(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static PermitAnswer probe(AccountGuard guard) {
    return guard.permit(
        new PermitRequest(
            "probe",
            ACCOUNT,
            "session-paper-2026-11-16",
            new OrderIntent(SPY, Side.BUY, Quantity.of("10"), null, true),
            true));
  }
}
