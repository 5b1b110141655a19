package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.MONDAY;
import static io.tripline.workflows.guard.GuardWorld.POLICY;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.ArmingChoice;
import io.tripline.workflows.account.Ownership;
import io.tripline.workflows.account.Trader;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.arming.FlagsRecord;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.ArmingState.Suspend;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.Journal.GuardMemory;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.Ladder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The account's own guards at the broker, and whose a flag is. */
class ArmingTest {
  private static final BrokerFlags FOUND = new BrokerFlags(false, "4", false);
  private static final BrokerFlags ARMED = new BrokerFlags(true, "1", false);
  private static final BrokerFlags SUSPENDED = new BrokerFlags(true, "1", true);

  private static final GuardMemory HALTED =
      new GuardMemory(true, true, 1, 0, Map.of(), "", List.of(), null, null);

  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void armsAtTheStartSuspendsAfterTheProofAndClearsBeforeTheReset() throws Exception {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    assertThat(run.flags().flags).isEqualTo(ARMED);
    run.tripAndFlatten(guard);
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    assertThat(run.flags().flags).isEqualTo(SUSPENDED);
    assertThat(guard.watchPlan().arming().explains(Instant.MAX)).isTrue();
    run.world().today = TUESDAY;

    guard.reset(RunningGuard.automatic(1));

    assertThat(run.flags().flags).isEqualTo(ARMED);
    assertThat(guard.status().ladder()).isEqualTo(Ladder.PROBATION);
    RunningGuard.granted(RunningGuard.permit(guard, "after"));
    assertThat(run.flags().asked.stream().map(each -> each.change()))
        .containsExactly(
            FlagsChange.LONG_ONLY, FlagsChange.suspend(true), FlagsChange.suspend(false));
    assertThat(run.flags().asked.get(1).before().suspendIsOurs()).isTrue();
    assertThat(run.flags().asked.get(0).before().found()).isEqualTo(FOUND);
    run.eventually(() -> said("suspend_trade is cleared at the broker, read back"));
    run.replays("armed");
  }

  @Test
  void whatWasFoundIsInTheJournalBeforeAnythingIsSet() {
    List<List<String>> known = new CopyOnWriteArrayList<>();
    run.flags().whenAsked =
        () ->
            known.add(
                run.world().written.stream()
                    .map(each -> each.data().getOrDefault("found", ""))
                    .toList());
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.tripAndFlatten(guard);
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    assertThat(known).hasSize(2).allMatch(each -> each.contains(FOUND.describe()));
  }

  @Test
  void aJournalThatIsDownDoesNotKeepTheGuardsOff() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.world().journalDown = true;
    run.tripAndFlatten(guard);
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    assertThat(run.flags().flags).isEqualTo(SUSPENDED);
  }

  @Test
  void nothingIsSetWhereArmingIsOffOrNothingTrades() {
    AccountGuard guard = run.active();
    run.env().sleep(Duration.ofMinutes(5));
    assertThat(run.flags().asked).isEmpty();
    RunningGuard.granted(RunningGuard.permit(guard, "r1"));
  }

  @Test
  void aHaltThatWasNotProvenFlatSuspendsNothing() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    run.eventually(() -> run.world().flattens.size() == 1);
    run.env().sleep(Duration.ofMinutes(10));
    assertThat(run.flags().flags).isEqualTo(ARMED);
    assertThat(run.world().flattens.getFirst().suspendIsOurs()).isFalse();
  }

  @Test
  void entriesWaitUntilTheFlagsAreReadBack() {
    run.flags().stuck = true;
    AccountGuard guard = started(ArmingChoice.AUTO);
    run.eventually(() -> !run.flags().asked.isEmpty());
    assertThat(RunningGuard.permit(guard, "r1"))
        .isInstanceOfSatisfying(
            PermitAnswer.Refused.class,
            refused -> assertThat(refused.reason()).contains("not read back"));
    run.flags().stuck = false;
    run.eventually(() -> arming(guard).armed());
    RunningGuard.granted(RunningGuard.permit(guard, "r2"));
  }

  @Test
  void aLaterCloseOfOursSaysThatTheFlagIsOursAndTheGuardClearsItToo() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.tripAndFlatten(guard);
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    run.world().positions = List.of(GuardWorld.held(3));

    run.eventually(() -> run.world().flattens.size() == 2);

    assertThat(run.world().flattens.get(1).suspendIsOurs()).isTrue();
    run.eventually(() -> arming(guard).suspend() == Suspend.NONE);
    assertThat(run.flags().flags).isEqualTo(ARMED);
  }

  @Test
  void aResetIsRefusedWhileOurFlagCanNotBeClearedAndTheHaltStays() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.tripAndFlatten(guard);
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    run.world().today = TUESDAY;
    run.flags().stuck = true;
    RunningGuard.assertRefused(() -> guard.reset(RunningGuard.automatic(1)), Fault.NOT_READY);
    assertThat(guard.status().isHalted()).isTrue();
    run.flags().stuck = false;
    // What was half done is done: the flag goes off, and on again because the halt stands.
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    guard.reset(RunningGuard.automatic(1));
    assertThat(guard.status().isHalted()).isFalse();
    assertThat(run.flags().flags).isEqualTo(ARMED);
  }

  @Test
  void aFlagThatSomebodyElseSetIsLeftAlone() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.flags().flags = SUSPENDED;
    run.tripAndFlatten(guard);
    run.eventually(() -> said("suspend_trade is set already, and not by us"));
    assertThat(arming(guard).suspend()).isEqualTo(Suspend.NONE);
    run.world().today = TUESDAY;
    guard.reset(RunningGuard.automatic(1));
    run.env().sleep(Duration.ofMinutes(1));
    assertThat(run.flags().flags).isEqualTo(SUSPENDED);
  }

  @Test
  void othersOutsideTheScopeAreNotSuspendedUnlessAskedFor() {
    run.flags().ordersOutside = 1;
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.tripAndFlatten(guard);
    run.eventually(() -> said("0 position(s) and 1 order(s) outside the scope"));
    assertThat(run.flags().flags).isEqualTo(ARMED);
  }

  @Test
  void driftBlocksEntriesAndPeopleAreTold() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    guard.brokerFlags(
        reading(Check.FAIL, new BrokerFlags(false, "1", false), "no_shorting is off"));
    assertThat(RunningGuard.permit(guard, "r1"))
        .isInstanceOfSatisfying(
            PermitAnswer.Refused.class,
            refused -> assertThat(refused.reason()).contains("no_shorting is off"));
    run.eventually(() -> run.flags().told.size() == 1);
    guard.brokerFlags(reading(Check.PASS, ARMED, "as set"));
    RunningGuard.granted(RunningGuard.permit(guard, "r2"));
    assertThat(run.flags().told).hasSize(1);
  }

  @Test
  void ourSuspendThatSomebodyTookOffIsNotSetAgainInThisHalt() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.tripAndFlatten(guard);
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    run.flags().flags = ARMED;
    guard.brokerFlags(new FlagsReading(Check.FAIL, ARMED, "suspend_trade is off", Instant.MAX));
    run.env().sleep(Duration.ofMinutes(2));
    assertThat(run.flags().flags).isEqualTo(ARMED);
    assertThat(arming(guard).suspend()).isEqualTo(Suspend.NONE);
    run.eventually(() -> run.flags().told.size() == 1);
  }

  @Test
  void onTheNextDayTheRecordCallsNothingOursThatSomebodyTookOff() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.tripAndFlatten(guard);
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    run.flags().flags = ARMED;
    guard.brokerFlags(new FlagsReading(Check.FAIL, ARMED, "suspend_trade is off", Instant.MAX));
    assertThat(recorded().suspendIsOurs()).isTrue();

    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> TUESDAY.equals(arming(guard).armedOn()));
    run.eventually(() -> !recorded().suspendIsOurs());
    assertThat(run.flags().flags).isEqualTo(ARMED);
  }

  @Test
  void aStopRestoresWhatWasFoundAndRefusesWhereItCanNot() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.flags().stuck = true;
    RunningGuard.assertRefused(
        () -> guard.stop(new GuardStop("alice", "holiday")), Fault.NOT_READY);
    run.flags().stuck = false;
    guard.stop(new GuardStop("alice", "holiday"));
    assertThat(run.flags().flags).isEqualTo(FOUND);
    assertThat(run.flags().record).isNull();
  }

  @Test
  void aGuardThatLostItsStateBelievesTheRecordOfTheOneBeforeWhileItsHaltStands() {
    run.flags().flags = SUSPENDED;
    run.flags().record = new FlagsRecord(ACCOUNT, FOUND, true, Instant.EPOCH);
    run.world().past = HALTED;
    AccountGuard guard = begun(ArmingChoice.AUTO);
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    assertThat(run.flags().flags).isEqualTo(SUSPENDED);
    assertThat(arming(guard).found()).isEqualTo(FOUND);
  }

  /** A record outlives a failover; who has set the flag since did not mean it to go off. */
  @Test
  void withoutThatHaltTheFlagIsSomebodyElses() {
    run.flags().flags = SUSPENDED;
    run.flags().record = new FlagsRecord(ACCOUNT, FOUND, true, Instant.EPOCH);
    AccountGuard guard = armed(ArmingChoice.AUTO);
    run.env().sleep(Duration.ofMinutes(5));
    assertThat(arming(guard).suspend()).isEqualTo(Suspend.NONE);
    assertThat(run.flags().flags).isEqualTo(SUSPENDED);
  }

  @Test
  void whileTheJournalCanNotBeReadNothingIsTakenOff() {
    run.flags().flags = SUSPENDED;
    run.flags().record = new FlagsRecord(ACCOUNT, FOUND, true, Instant.EPOCH);
    run.world().past = HALTED;
    run.world().journalDown = true;
    AccountGuard guard = begun(ArmingChoice.AUTO);
    run.eventually(() -> arming(guard).found() != null);
    assertThat(guard.watchPlan().arming().suspendIsOurs()).isTrue();
    run.world().journalDown = false;
    run.eventually(() -> arming(guard).suspend() == Suspend.OURS);
    assertThat(run.flags().flags).isEqualTo(SUSPENDED);
  }

  @Test
  void theNextDayIsArmedAnewAndTheStateIsCarried() {
    AccountGuard guard = armed(ArmingChoice.AUTO);
    String first = run.describeRun();
    run.flags().flags = FOUND;
    run.world().today = TUESDAY;
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(first));
    run.eventually(() -> TUESDAY.equals(arming(guard).armedOn()));
    assertThat(run.flags().flags).isEqualTo(ARMED);
    assertThat(arming(guard).found()).isEqualTo(FOUND);
  }

  private FlagsRecord recorded() {
    return Objects.requireNonNull(run.flags().record);
  }

  private AccountGuard armed(ArmingChoice choice) {
    AccountGuard guard = started(choice);
    run.eventually(() -> arming(guard).armed() && MONDAY.equals(arming(guard).armedOn()));
    return guard;
  }

  private AccountGuard started(ArmingChoice choice) {
    AccountGuard guard = begun(choice);
    run.eventually(() -> !guard.status().isHalted());
    return guard;
  }

  private AccountGuard begun(ArmingChoice choice) {
    AccountPolicy policy = POLICY.with(new Ownership(Trader.TRIPLINE, choice));
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, policy, null));
    guard.dayRolled(rolled(MONDAY, true));
    return guard;
  }

  private static ArmingState arming(AccountGuard guard) {
    return Objects.requireNonNull(guard.status().arming());
  }

  private static FlagsReading reading(Check check, BrokerFlags flags, String detail) {
    return new FlagsReading(check, flags, detail, Instant.EPOCH);
  }

  private boolean said(String text) {
    return run.world().written.stream().map(Entry::text).anyMatch(each -> each.contains(text));
  }
}
