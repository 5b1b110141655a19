package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.POLICY;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static io.tripline.workflows.guard.RunningGuard.assertRefused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowUpdateException;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.LimitAnswer.Outcome;
import io.tripline.workflows.guard.LimitRequest.Approval;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal.GuardMemory;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.LimitOverride;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LimitsAtTheGuardTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void aStricterLimitHoldsAtOnceAndIsJournalled() throws Exception {
    AccountGuard guard = run.active();
    LimitAnswer answer = guard.limit(asks("slippage.inARow", "40 bps", null));
    assertThat(answer.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(answer.before()).isEqualTo("50 bps");
    assertThat(inForce(guard, LimitName.SLIPPAGE_IN_A_ROW)).isEqualByComparingTo("40");
    assertThat(guard.watchPlan().policy().limits().slippage().inARow()).isEqualByComparingTo("40");
    assertThat(guard.status().policy().configurationHash())
        .isNotEqualTo(POLICY.configurationHash());
    run.eventually(
        () -> run.world().written.stream().anyMatch(each -> each.kind() == EntryKind.LIMIT));
    assertThat(guard.limit(asks("slippage.inARow", "40", null)).outcome())
        .isEqualTo(Outcome.UNCHANGED);
    run.replays("limits");
  }

  @Test
  void aLooserLimitNeedsAGateAndEnoughNamesOfTheList() {
    AccountGuard guard = run.active();
    assertThat(guard.limit(asks("dailyLoss", "3 %", null)).outcome())
        .isEqualTo(Outcome.NEEDS_APPROVAL);
    assertRefused(
        () -> guard.limit(asks("dailyLoss", "3 %", approvedBy("alice"))), Fault.NOT_PERMITTED);
    assertRefused(
        () -> guard.limit(asks("dailyLoss", "3 %", approvedBy("alice", " ALICE", "mallory"))),
        Fault.NOT_PERMITTED);
    assertThat(inForce(guard, LimitName.DAILY_LOSS)).isEqualByComparingTo("0.02");

    LimitAnswer answer = guard.limit(asks("dailyLoss", "3 %", approvedBy("alice", "bob")));
    assertThat(answer.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(inForce(guard, LimitName.DAILY_LOSS)).isEqualByComparingTo("0.03");
  }

  @Test
  void theHardCapRefusesWhoeverApproves() {
    AccountGuard guard = run.active();
    assertThatThrownBy(() -> guard.limit(asks("dailyLoss", "11 %", approvedBy("alice", "bob"))))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("dailyLoss: must be above 0 and at most 0.10");
    assertRefused(() -> guard.limit(asks("slippage.fillsInARow", "1", null)), Fault.INVALID_INPUT);
    assertRefused(() -> guard.limit(asks("dailyLos", "1 %", null)), Fault.INVALID_INPUT);
    assertRefused(() -> guard.limit(asks("dailyLoss", "NaN", null)), Fault.INVALID_INPUT);
  }

  @Test
  void aLooserLimitIsWrittenDownFirst() {
    AccountGuard guard = run.active();
    run.world().journalDown = true;
    assertRefused(
        () -> guard.limit(asks("dailyLoss", "3 %", approvedBy("alice", "bob"))),
        Fault.JOURNAL_UNAVAILABLE);
    assertThat(inForce(guard, LimitName.DAILY_LOSS)).isEqualByComparingTo("0.02");
    assertThat(guard.limit(asks("dailyLoss", "1.5 %", null)).outcome()).isEqualTo(Outcome.APPLIED);
    run.world().journalDown = false;
  }

  @Test
  void whatWasApprovedForAnotherOldValueIsRefused() {
    AccountGuard guard = run.active();
    guard.limit(asks("dailyLoss", "1.5 %", null));
    assertRefused(
        () ->
            guard.limit(
                new LimitRequest(
                    "late", "dailyLoss", "3 %", "alice", "why", "2 %", approvedBy("alice", "bob"))),
        Fault.TOO_LATE);
  }

  @Test
  void aChangedFileNeitherForgetsAStricterChangeNorLoosens() {
    AccountGuard guard = run.active();
    guard.limit(asks("dailyLoss", "1.5 %", null));
    guard.configure(GuardWorld.policy(RunningGuard.limits("0.018")));
    assertThat(inForce(guard, LimitName.DAILY_LOSS)).isEqualByComparingTo("0.015");
    guard.configure(GuardWorld.policy(RunningGuard.limits("0.012")));
    assertThat(inForce(guard, LimitName.DAILY_LOSS)).isEqualByComparingTo("0.012");
    assertRefused(
        () -> guard.configure(GuardWorld.policy(RunningGuard.limits("0.02"))), Fault.NOT_READY);
  }

  @Test
  void changesSurviveContinueAsNew() {
    AccountGuard guard = run.active();
    String first = run.describeRun();
    guard.limit(asks("slippage.fill", "80", null));
    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(first));
    run.env().sleep(Duration.ofSeconds(2));
    assertThat(inForce(guard, LimitName.SLIPPAGE_FILL)).isEqualByComparingTo("80");
    assertThat(requireNonNull(guard.status().limits()).changeOf(LimitName.SLIPPAGE_FILL))
        .hasValueSatisfying(change -> assertThat(change.by()).containsExactly("alice"));
  }

  @Test
  void changesOfALostServerAreReadFromTheJournal() {
    run.world().past =
        new GuardMemory(
            true,
            false,
            3,
            7,
            Map.of(),
            "",
            List.of(
                new LimitOverride(
                    LimitName.DAILY_LOSS,
                    new BigDecimal("0.03"),
                    new BigDecimal("0.02"),
                    List.of("alice", "bob"),
                    "agreed",
                    "limit-1",
                    Instant.parse("2026-11-10T15:00:00Z"))),
            null);
    AccountGuard guard = run.active();
    assertThat(inForce(guard, LimitName.DAILY_LOSS)).isEqualByComparingTo("0.03");
  }

  @Test
  void aRequestWithoutAReasonIsRefusedBeforeAnythingIsWritten() {
    AccountGuard guard = run.active();
    assertThatThrownBy(
            () -> guard.limit(new LimitRequest(null, "dailyLoss", "1 %", "alice", " ", null, null)))
        .rootCause()
        .hasMessageContaining("INVALID_INPUT: reason");
  }

  private static BigDecimal inForce(AccountGuard guard, LimitName name) {
    return name.of(guard.status().policy().limits());
  }

  private static Approval approvedBy(String... names) {
    return new Approval("limit-1", List.of(names));
  }

  private static LimitRequest asks(String name, String value, @Nullable Approval approval) {
    return new LimitRequest(null, name, value, "alice", "agreed", null, approval);
  }
}
