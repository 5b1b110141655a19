package io.tripline.workflows.guard;

import static io.tripline.workflows.fills.Orders.part;
import static io.tripline.workflows.fills.Orders.took;
import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.slippage.Fills;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Slow and partial fills, as the guard declares them. */
class FillAlarmsTest {
  private static final String SLOW = "incident-paper-slow-fills-2026-11-16-1";
  private static final String PARTIAL = "incident-paper-partial-fills-2026-11-16-1";
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void enoughSlowOrdersAreAP2OnceADayAndHaltNothing() throws Exception {
    AccountGuard guard = run.active();
    for (int n = 1; n <= 4; n++) {
      tell(guard, took(n, 9_000));
    }
    assertThat(raised()).isEmpty();
    tell(guard, took(5, 9_000));
    run.eventually(() -> raised().contains("raise P2 " + SLOW));
    tell(guard, took(6, 9_000));
    tell(guard, took(7, 9_000));
    assertThat(guard.status().isHalted()).isFalse();
    FillsView view = requireNonNull(requireNonNull(guard.status().slippage()).orders());
    assertThat(view.statistics().slow()).isEqualTo(7);
    run.eventually(() -> entries().size() == 7);
    assertThat(raised()).hasSize(1);
    assertThat(entries().getFirst()).contains("fill time: n = 1, median 9.0 s");
    run.replays("slow-fills");
  }

  @Test
  void partsBeyondChanceAreAP2() throws Exception {
    AccountGuard guard = run.active();
    for (int n = 1; n <= 5; n++) {
      tell(guard, part(n, n == 1 ? 9 : 4));
    }
    run.eventually(() -> raised().contains("raise P2 " + PARTIAL));
    run.replays("partial-fills");
  }

  @Test
  void oneSlowOrderAndOnePartAmongUsualOnesDeclareNothing() {
    AccountGuard guard = run.active();
    for (int n = 1; n <= 9; n++) {
      tell(guard, n == 3 ? took(n, 600_000) : n == 6 ? part(n, 1) : took(n, 20));
    }
    run.eventually(() -> entries().size() == 9);
    assertThat(raised()).isEmpty();
  }

  @Test
  void theSameOrderToldAgainIsNoFurtherOne() {
    AccountGuard guard = run.active();
    for (int n = 1; n <= 6; n++) {
      tell(guard, took(1, 9_000));
    }
    assertThat(raised()).isEmpty();
  }

  @Test
  void anOrderThatAHaltMayHaveCancelledSaysNothing() {
    AccountGuard guard = run.active();
    run.tripAndFlatten(guard);
    for (int n = 1; n <= 6; n++) {
      tell(guard, part(n, 4));
    }
    FillsView view = requireNonNull(requireNonNull(guard.status().slippage()).orders());
    assertThat(view.orders()).isEmpty();
  }

  @Test
  void theNextDayJoinsTheIncidentThatIsOpenOnceAndOpensAnotherWhenItIsNot() {
    AccountGuard guard = run.active();
    for (int n = 1; n <= 5; n++) {
      tell(guard, took(n, 9_000));
    }
    run.eventually(() -> raised().contains("raise P2 " + SLOW));
    String first = run.describeRun();
    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(first));
    run.env().sleep(Duration.ofSeconds(2));
    tell(guard, took(6, 9_000));
    tell(guard, took(7, 9_000));
    run.eventually(() -> raised().size() == 2);
    assertThat(raised()).containsExactly("raise P2 " + SLOW, "raise P2 " + SLOW);
    guard.incidentNotice(new IncidentNotice(ACCOUNT, SLOW, IncidentStatus.RESOLVED));
    tell(guard, took(8, 9_000));
    assertThat(raised()).hasSize(2);
  }

  @Test
  void anOrderThatTellsItsCostAsWellIsRecordedOnceWithBoth() {
    AccountGuard guard = run.active();
    guard.settle(
        new Settlement(
            ACCOUNT,
            took(1, 420).order(),
            Settlement.Outcome.ENDED,
            "filled",
            Fills.fill(1, "3"),
            took(1, 420)));
    run.eventually(() -> entries().size() == 1);
    assertThat(
            run.world().written.stream()
                .filter(each -> each.kind() == EntryKind.SLIPPAGE)
                .toList()
                .getFirst()
                .data())
        .containsEntry("meanBps", "3.000")
        .containsEntry("medianMillis", "420");
  }

  private static void tell(AccountGuard guard, OrderEnd end) {
    guard.settle(
        new Settlement(ACCOUNT, end.order(), Settlement.Outcome.ENDED, "ended", null, end));
  }

  private List<String> raised() {
    return run.world().dispatched.stream().filter(each -> each.startsWith("raise")).toList();
  }

  private List<String> entries() {
    return run.world().written.stream()
        .filter(each -> each.kind() == EntryKind.SLIPPAGE)
        .map(each -> each.text())
        .toList();
  }
}
