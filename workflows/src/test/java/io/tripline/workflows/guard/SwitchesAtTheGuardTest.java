package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.MONDAY;
import static io.tripline.workflows.guard.GuardWorld.POLICY;
import static io.tripline.workflows.guard.GuardWorld.SPY;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.noon;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LossStreakSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.PositionAnchor;
import io.tripline.workflows.killswitch.SwitchReading;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import io.tripline.workflows.killswitch.WorkerMark;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SwitchesAtTheGuardTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void blocksAreASetAndEachLiftsForItself() throws Exception {
    AccountGuard guard = run.active();
    guard.switches(table(blocks(KillSwitch.K5), blocks(KillSwitch.K16)));
    GuardStatus status = guard.status();
    assertThat(status.ladder()).isEqualTo(Ladder.ENTRIES_BLOCKED);
    assertThat(status.isHalted()).isFalse();
    assertThat(status.why()).contains("K5 data quality", "K16 volatility, halt");
    assertThat(RunningGuard.permit(guard, "r1"))
        .isInstanceOfSatisfying(
            PermitAnswer.Refused.class, no -> assertThat(no.reason()).contains("K5", "K16"));
    run.eventually(
        () -> run.world().dispatched.contains("raise P2 incident-paper-data-quality-2026-11-16-1"));

    guard.switches(table(passes(KillSwitch.K5), blocks(KillSwitch.K16)));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ENTRIES_BLOCKED);
    assertThat(requireNonNull(guard.status().blocks()))
        .singleElement()
        .satisfies(block -> assertThat(block.killSwitch()).isEqualTo(KillSwitch.K16));
    guard.switches(table(passes(KillSwitch.K16)));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ACTIVE);
    assertThat(RunningGuard.permit(guard, "r2")).isInstanceOf(PermitAnswer.Granted.class);
    run.eventually(() ->
        run.world().written.stream()
            .anyMatch(e ->
                e.text().startsWith("entries blocked by K5")
                    && "hash".equals(e.data().get("configuration"))));
    run.replays("switch-blocks");
  }

  @Test
  void everySwitchHasARowWhetherItWasReadOrNot() {
    AccountGuard guard = run.active();
    guard.switches(table(passes(KillSwitch.K19)));
    List<SwitchState> states = requireNonNull(guard.status().switches());
    assertThat(states.stream().map(each -> each.seen().killSwitch()))
        .containsExactlyElementsOf(Arrays.asList(KillSwitch.values()));
    assertThat(state(guard, KillSwitch.K19).seen().check()).isEqualTo(Check.PASS);
    assertThat(state(guard, KillSwitch.K5).seen().check()).isEqualTo(Check.UNKNOWN);
    // Nobody can say of himself that he stands still.
    assertThat(state(guard, KillSwitch.K14).seen().check()).isEqualTo(Check.UNKNOWN);
    assertThat(state(guard, KillSwitch.K14).seen().reading())
        .isEqualTo("judged elsewhere, by schedule deadman-paper");
    guard.trip(RunningGuard.dailyLoss("trip-K1-1"));
    assertThat(state(guard, KillSwitch.K1).seen().reading()).isEqualTo("2.50 %");
  }

  @Test
  void aDuplicateThatWasRefusedShowsForTheDay() {
    AccountGuard guard = run.active();
    assertThat(state(guard, KillSwitch.K12).seen().check()).isEqualTo(Check.PASS);
    guard.settle(
        new Settlement(
            ACCOUNT,
            RunningGuard.granted(asks(guard, "r1", "100", null, "600")),
            Settlement.Outcome.ENDED,
            "filled"));
    asks(guard, "r2", "100", null, "600");
    assertThat(state(guard, KillSwitch.K12).seen().check()).isEqualTo(Check.FAIL);
    assertThat(state(guard, KillSwitch.K12).seen().reading())
        .startsWith("1 refused today, last K12: BUY 100 SPY");
    guard.dayRolled(rolled(TradingDay.parse("2026-11-17"), true));
    run.eventually(() -> state(guard, KillSwitch.K12).seen().check() == Check.PASS);
    assertThat(guard.status().isHalted()).isFalse();
  }

  @Test
  void aDriftEndsByAPersonOnlyAndNotWhileItLasts() {
    AccountGuard guard = run.active();
    guard.sessionNotice(
        new Permits.SessionNotice(
            ACCOUNT, "session-paper-2026-11-16", true, new WorkerMark("b2", "hash")));
    run.eventually(() -> plan(guard).session() != null);
    guard.switches(table(blocks(KillSwitch.K18)));
    UnblockRequest byAlice = new UnblockRequest("u1", KillSwitch.K18, "alice", "restarted");
    RunningGuard.assertRefused(() -> guard.unblock(byAlice), Fault.NOT_READY);
    guard.switches(table(reads(KillSwitch.K18, Check.PASS, Wish.BLOCK, Map.of())));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ENTRIES_BLOCKED);
    guard.unblock(byAlice);
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ACTIVE);
    RunningGuard.assertRefused(() -> guard.unblock(byAlice), Fault.CONFLICT);
  }

  @Test
  void aDriftFromTheSessionThatEndedIsLiftedWithoutAnother() {
    AccountGuard guard = run.active();
    Permits.SessionNotice begun =
        new Permits.SessionNotice(
            ACCOUNT, "session-paper-2026-11-16", true, new WorkerMark("b2", "hash"));
    guard.sessionNotice(begun);
    run.eventually(() -> plan(guard).session() != null);
    guard.switches(table(blocks(KillSwitch.K18)));
    UnblockRequest byAlice = new UnblockRequest("u1", KillSwitch.K18, "alice", "upgraded");
    guard.switches(table(reads(KillSwitch.K18, Check.UNKNOWN, Wish.BLOCK, Map.of())));
    RunningGuard.assertRefused(() -> guard.unblock(byAlice), Fault.NOT_READY);

    guard.sessionNotice(
        new Permits.SessionNotice(ACCOUNT, begun.workflowId(), false, begun.mark()));
    run.eventually(() -> plan(guard).session() == null);
    guard.unblock(byAlice);
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ACTIVE);
  }

  @Test
  void theDaysSessionIsComparedAlthoughItBeganBeforeTheGuardsDay() {
    AccountGuard guard = run.active();
    guard.sessionNotice(
        new Permits.SessionNotice(
            ACCOUNT, "session-paper-" + TUESDAY, true, new WorkerMark("b2", "hash")));
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> TUESDAY.text().equals(guard.status().tradingDay()));
    assertThat(plan(guard).session()).isNotNull();

    TradingDay wednesday = TradingDay.parse("2026-11-18");
    guard.dayRolled(rolled(wednesday, true));
    run.eventually(() -> wednesday.text().equals(guard.status().tradingDay()));
    assertThat(plan(guard).session()).as("a session of yesterday").isNull();
  }

  @Test
  void aSoftLimitThatIsConfirmedBeforeTheFirstCheckBlocksAfterIt() {
    AccountGuard guard = run.start(new GuardStart(ACCOUNT, POLICY, null));
    guard.dayRolled(rolled(MONDAY, false));
    guard.trip(
        new TripRequest(
            ACCOUNT, "trip-K1S-1", KillSwitch.K1S, null, null, "the watch", "1.6 %", null));
    guard.dayRolled(rolled(MONDAY, true));
    run.eventually(() -> !guard.status().isHalted());
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ENTRIES_BLOCKED);
  }

  @Test
  void permitsThatWereNeverUsedAreNoChangesOfThePosition() {
    AccountGuard guard = run.active();
    for (String unused : List.of("r1", "r2")) {
      guard.settle(
          new Settlement(
              ACCOUNT,
              RunningGuard.granted(RunningGuard.permit(guard, unused)),
              Settlement.Outcome.NOT_SENT,
              "expired"));
    }
    assertThat(RunningGuard.permit(guard, "r3")).isInstanceOf(PermitAnswer.Granted.class);
    assertThat(guard.status().isHalted()).isFalse();
  }

  @Test
  void aPauseAfterAStreakOfLossesLastsTwoWholeSessions() {
    AccountGuard guard = run.active();
    SwitchReading four =
        reads(KillSwitch.K15, Check.FAIL, Wish.BLOCK, Map.of(LossStreakSwitch.STREAK, "s4"));
    guard.switches(table(four));
    for (String day : List.of("2026-11-17", "2026-11-18")) {
      guard.dayRolled(rolled(TradingDay.parse(day), true));
      run.eventually(() -> day.equals(guard.status().tradingDay()));
      guard.switches(table(four));
      assertThat(guard.status().ladder()).isEqualTo(Ladder.ENTRIES_BLOCKED);
    }
    guard.dayRolled(rolled(TradingDay.parse("2026-11-19"), true));
    run.eventually(() -> "2026-11-19".equals(guard.status().tradingDay()));
    run.eventually(() -> guard.status().ladder() == Ladder.ACTIVE);
    // The same streak is not paused for again; one more loss is.
    guard.switches(table(four));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ACTIVE);
    guard.switches(
        table(
            reads(KillSwitch.K15, Check.FAIL, Wish.BLOCK, Map.of(LossStreakSwitch.STREAK, "s5"))));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ENTRIES_BLOCKED);
  }

  @Test
  void anOrderBeyondReasonIsRefusedAndTheSecondOneOfTheDayHalts() throws Exception {
    AccountGuard guard = run.active();
    assertThat(asks(guard, "r1", "100", "600.00", "600")).isInstanceOf(PermitAnswer.Granted.class);
    guard.settle(
        new Settlement(
            ACCOUNT,
            RunningGuard.granted(asks(guard, "r1", "100", "600.00", "600")),
            Settlement.Outcome.ENDED,
            "filled"));
    assertThat(asks(guard, "r2", "20", "603.01", "600"))
        .isInstanceOfSatisfying(
            PermitAnswer.Refused.class, no -> assertThat(no.reason()).startsWith("K8: the limit"));
    assertThat(guard.status().isHalted()).isFalse();
    // Planned are 95 % of $100,000.
    assertThat(asks(guard, "r3", "167", null, "600")).isInstanceOf(PermitAnswer.Refused.class);
    assertThat(guard.status().isHalted()).isTrue();
    assertThat(requireNonNull(guard.status().trip()).killSwitch()).isEqualTo(KillSwitch.K8);
    run.eventually(
        () -> run.world().dispatched.contains("declare incident-paper-order-collar-2026-11-16-1"));
    assertThat(run.world().flattens).isEmpty();
    run.eventually(() ->
        run.world().written.stream()
            .anyMatch(e -> e.text().startsWith("KILL SWITCH TRIGGERED switch=K8")));
    assertThat(run.world().written)
        .filteredOn(entry -> entry.text().startsWith("entry refused by the collar, K8: "))
        .hasSize(2)
        .allMatch(entry ->
            entry.data().getOrDefault("reading", "").startsWith("refused order ")
                && "2 refused orders a day".equals(entry.data().get("limit"))
                && "hash".equals(entry.data().get("configuration")));
    assertThat(run.world().written)
        .filteredOn(entry -> entry.text().startsWith("KILL SWITCH TRIGGERED switch=K8"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.data()).containsEntry("configuration", "hash"));
    run.replays("order-collar");
  }

  @Test
  void aSoftLossOpensAP3() {
    AccountGuard guard = run.active();
    Observation soft =
        new Observation(
            KillSwitch.K1S,
            Check.FAIL,
            "1.20 %",
            "1.00 %",
            Map.of(),
            noon(MONDAY).now(),
            Instant.parse("2026-11-16T17:00:00Z"));
    guard.trip(
        new TripRequest(ACCOUNT, "trip-K1S-1", KillSwitch.K1S, null, soft, "watch", null, null));
    assertThat(guard.status().ladder()).isEqualTo(Ladder.ENTRIES_BLOCKED);
    run.eventually(() ->
        run.world().dispatched.contains("raise P3 incident-paper-daily-loss-soft-2026-11-16-1"));
  }

  @Test
  void highWaterMarksAccountIdAndAnchorOutliveTheRun() {
    AccountGuard guard = run.active();
    PositionAnchor anchor =
        new PositionAnchor(
            MONDAY, noon(MONDAY).now(), Map.of("SPY", Quantity.of("10")), List.of("o1"));
    guard.switches(
        new SwitchTable(
            List.of(),
            "account-1",
            MONDAY,
            Money.of("103000"),
            Money.of("2000"),
            anchor,
            WorkerMark.UNKNOWN,
            guard.status().epoch()));
    // What was reached before a reset comes late from a watch that does not know of it yet.
    guard.switches(
        new SwitchTable(
            List.of(), null, MONDAY, Money.of("150000"), Money.of("2000"), null, null, 0));
    String before = run.describeRun();
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(before));
    run.eventually(() -> guard.watchPlan().switches() != null);
    SwitchPlan plan = plan(guard);
    assertThat(plan.accountId()).isEqualTo("account-1");
    assertThat(plan.anchor()).isEqualTo(anchor);
    // $101,000 of Monday's own making, in Tuesday's money.
    assertThat(plan.highWater().mark(20)).contains(Money.of("103000"));
    assertThat(requireNonNull(guard.status().baselines()).highWater())
        .isEqualTo(Money.of("103000"));
    run.eventually(
        () -> run.world().written.stream().anyMatch(e -> e.data().containsKey("highWater")));
  }

  @Test
  void aGuardWithoutStateReadsTheMarksFromTheJournal() {
    run.world().past =
        new io.tripline.workflows.journal.Journal.GuardMemory(
            true, false, 1, 0, Map.of(), "", List.of(), null, "0;2026-11-13=120000");
    AccountGuard guard = run.active();
    assertThat(plan(guard).highWater().mark(20)).contains(Money.of("120000"));
  }

  @Test
  void peopleWhoResetADrawdownAcceptIt() {
    AccountGuard guard = run.active();
    SwitchBook book = SwitchBook.of(null, null);
    book.remember(io.tripline.workflows.killswitch.HighWater.parse("0;2026-11-13=120000"));
    book.reset(KillSwitch.K2, true);
    assertThat(book.highWater().mark(20)).isEmpty();
    assertThat(guard.status().isHalted()).isFalse();
  }

  private PermitAnswer asks(
      AccountGuard guard, String id, String quantity, @Nullable String limit, String mid) {
    return guard.permit(
        new PermitRequest(
            id,
            ACCOUNT,
            "session-paper-2026-11-16",
            new OrderIntent(
                SPY, Side.BUY, Quantity.of(quantity), limit == null ? null : Price.of(limit), true),
            false,
            null,
            Price.of(mid),
            null));
  }

  private static SwitchPlan plan(AccountGuard guard) {
    return requireNonNull(guard.watchPlan().switches());
  }

  private static SwitchState state(AccountGuard guard, KillSwitch killSwitch) {
    return requireNonNull(guard.status().switches()).stream()
        .filter(each -> each.seen().killSwitch() == killSwitch)
        .findFirst()
        .orElseThrow();
  }

  static SwitchTable table(SwitchReading... readings) {
    return new SwitchTable(List.of(readings), null, null, null, null, null, null, null);
  }

  private static SwitchReading blocks(KillSwitch killSwitch) {
    return reads(killSwitch, Check.FAIL, Wish.BLOCK, Map.of());
  }

  private static SwitchReading passes(KillSwitch killSwitch) {
    return reads(killSwitch, Check.PASS, Wish.NOTHING, Map.of());
  }

  static SwitchReading reads(
      KillSwitch killSwitch, Check check, Wish wish, Map<String, String> inputs) {
    return new SwitchReading(
        new Observation(
            killSwitch,
            check,
            "seen",
            "limit",
            inputs,
            noon(MONDAY).now(),
            Instant.parse("2026-11-16T17:00:00Z")),
        wish);
  }
}
