package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.MONDAY;
import static io.tripline.workflows.guard.GuardWorld.POLICY;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.Ladder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The guard's day: its sessions, and how much may be traded. */
class AccountGuardDayTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void aThirdChangeOfThePositionWithinAnHourHaltsUntilPeopleEnableItAgain() throws Exception {
    AccountGuard guard = run.active();
    for (String request : new String[] {"r1", "r2"}) {
      guard.settle(
          new Settlement(
              ACCOUNT,
              RunningGuard.granted(RunningGuard.permit(guard, request)),
              Settlement.Outcome.ENDED,
              "filled"));
    }
    assertThat(RunningGuard.permit(guard, "r3"))
        .isInstanceOfSatisfying(
            PermitAnswer.Refused.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.HALTED);
              assertThat(refused.reason()).startsWith("K10: 2 changes of the position");
            });
    assertThat(guard.status().ladder()).isEqualTo(Ladder.HALTED);
    String incident = "incident-paper-order-rate-2026-11-16-1";
    run.eventually(() -> run.world().dispatched.contains("declare " + incident));
    assertThat(run.world().flattens).isEmpty();
    assertThat(run.world().written)
        .filteredOn(entry -> entry.text().startsWith("KILL SWITCH TRIGGERED switch=K10"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.data()).containsEntry("configuration", "hash"));
    guard.reset(
        new ResetRequest(
            "by-hand",
            ACCOUNT,
            1,
            incident,
            List.of("alice", "bob"),
            "the strategy was mended",
            false,
            null,
            null));
    assertThat(guard.status().ladder().passesEntries()).isTrue();
    RunningGuard.granted(RunningGuard.permit(guard, "r4"));
    run.replays("throttled");
  }

  @Test
  void theSameEntryUnderAnotherIdWithinAMinuteIsRefusedAndHaltsNothing() {
    AccountGuard guard = run.active();
    guard.settle(
        new Settlement(
            ACCOUNT,
            RunningGuard.granted(RunningGuard.permit(guard, "r1", 10)),
            Settlement.Outcome.ENDED,
            "filled"));
    assertThat(RunningGuard.permit(guard, "r2", 10))
        .isInstanceOfSatisfying(
            PermitAnswer.Refused.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(Fault.NOT_PERMITTED);
              assertThat(refused.reason()).startsWith("K12: BUY 10 SPY was permitted");
            });
    assertThat(guard.status().isHalted()).isFalse();
  }

  @Test
  void anOrderThatWasNotSentMayBeAskedForAgain() {
    AccountGuard guard = run.active();
    guard.settle(
        new Settlement(
            ACCOUNT,
            RunningGuard.granted(RunningGuard.permit(guard, "r1", 10)),
            Settlement.Outcome.NOT_SENT,
            "the permit ran out"));
    RunningGuard.granted(RunningGuard.permit(guard, "r2", 10));
  }

  @Test
  void theEndOfYesterdaysSessionLeavesTodaysOnTheBooks() {
    AccountGuard guard = run.active();
    guard.sessionNotice(new Permits.SessionNotice(ACCOUNT, "session-paper-2026-11-16", true));
    guard.sessionNotice(new Permits.SessionNotice(ACCOUNT, "session-paper-2026-11-13", false));
    assertThat(guard.status().session()).isEqualTo("session-paper-2026-11-16");
    guard.sessionNotice(new Permits.SessionNotice(ACCOUNT, "session-paper-2026-11-16", false));
    assertThat(guard.status().session()).isNull();
  }

  @Test
  void tradingThatIsTurnedOnWhileTheMarketIsOpenStartsTheDaysSession() {
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, trading(false), null));
    guard.dayRolled(rolled(MONDAY, true));
    run.eventually(() -> !guard.status().isHalted());
    assertThat(run.world().dispatched).isEmpty();
    guard.configure(trading(true));
    run.eventually(() -> run.world().dispatched.contains("session 2026-11-16"));
  }

  @Test
  void aDayThatBeganBeforeTheJournalWasReadGetsItsSessionAfterwards() {
    run.world().journalDown = true;
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, POLICY, null));
    guard.dayRolled(rolled(MONDAY, true));
    run.eventually(() -> guard.status().tradingDay() != null);
    assertThat(run.world().dispatched).isEmpty();
    run.world().journalDown = false;
    run.eventually(() -> run.world().dispatched.contains("session 2026-11-16"));
  }

  private static AccountPolicy trading(boolean trades) {
    SessionPolicy usual = POLICY.session();
    return new AccountPolicy(
        POLICY.account(),
        POLICY.environment(),
        POLICY.scope(),
        POLICY.limits(),
        new SessionPolicy(
            trades,
            usual.strategy(),
            usual.symbol(),
            usual.exposure(),
            usual.entryCutoff(),
            usual.fillPatience()),
        POLICY.approvals(),
        POLICY.contacts(),
        POLICY.responseTimeP1(),
        POLICY.probation(),
        POLICY.autoReset(),
        "hash-" + trades,
        POLICY.drill(),
        POLICY.uiAddress(),
        POLICY.namespace());
  }
}
