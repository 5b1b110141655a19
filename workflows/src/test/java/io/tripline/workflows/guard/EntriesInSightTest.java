package io.tripline.workflows.guard;

import static io.tripline.workflows.guard.GuardWorld.ACCOUNT;
import static io.tripline.workflows.guard.GuardWorld.SPY;
import static io.tripline.workflows.guard.GuardWorld.TUESDAY;
import static io.tripline.workflows.guard.GuardWorld.held;
import static io.tripline.workflows.guard.GuardWorld.quoted;
import static io.tripline.workflows.guard.GuardWorld.rolled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.Ladder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Before an entry the guard looks itself: what it can't see is no good news. */
class EntriesInSightTest {
  @RegisterExtension final RunningGuard run = new RunningGuard();

  @Test
  void whatIsHeldAlreadyIsAddedToAnEntry() throws Exception {
    AccountGuard guard = run.active();
    run.world().positions = List.of(held(100));
    assertRefused(asks(guard, "r1", "67", "600.00", "600"), "K9: the order is worth $40200.00");
    assertThat(asks(guard, "r2", "66", "600.00", "600")).isInstanceOf(PermitAnswer.Granted.class);
    assertThat(guard.status().isHalted()).isFalse();
    run.replays("entries-in-sight");
  }

  @Test
  void anOpenEntryAtTheBrokerIsAddedToo() {
    AccountGuard guard = run.active();
    run.world().openOrders = List.of(SomebodysOrder.resting(Side.BUY));
    run.world().equity = Money.of("57500");
    assertRefused(asks(guard, "r1", "95", "600.00", "600"), "K9: the order is worth $57000.00");
  }

  @Test
  void aShortIsNotBoughtOver() {
    AccountGuard guard = run.active();
    run.world().positions = List.of(held(-5));
    assertRefused(asks(guard, "r1", "1", null, "600"), "K9: the account is short 5 SPY");
  }

  /** Five reads of 0.6 s. */
  @Test
  void aBrokerThatAnswersLateKeepsNoEntryBack() {
    AccountGuard guard = run.active();
    run.world().answersAfter = Duration.ofSeconds(3);
    assertThat(asks(guard, "r1", "1", null, "600")).isInstanceOf(PermitAnswer.Granted.class);
  }

  @Test
  void anEntryIsRefusedWhereTheBrokerCannotBeReadAndAnExitPasses() {
    AccountGuard guard = run.active();
    run.world().brokerDown = true;
    PermitAnswer blind = asks(guard, "r1", "1", null, "600");
    assertRefused(blind, "K9: what is held and on its way");
    assertThat(((PermitAnswer.Refused) blind).fault()).isEqualTo(Fault.NOT_READY);
    assertThat(
            guard.permit(
                new PermitRequest(
                    "r2",
                    ACCOUNT,
                    "session-paper-2026-11-16",
                    new OrderIntent(SPY, Side.SELL, Quantity.of("1"), null, false),
                    false)))
        .isInstanceOf(PermitAnswer.Granted.class);
  }

  @Test
  void withoutAnyPriceNothingIsBought() {
    AccountGuard guard = run.active();
    run.world().quotes = List.of();
    assertRefused(asks(guard, "r1", "1", "600", null), "K8: no price of SPY is known");
    assertThat(asks(guard, "r2", "1", "600", "600")).isInstanceOf(PermitAnswer.Granted.class);
  }

  @Test
  void theGuardsOwnQuoteCountsForMoreThanTheAskersWord() {
    AccountGuard guard = run.active();
    run.world().quotes = List.of(quoted("499.99", "500.01"));
    assertRefused(asks(guard, "r1", "10", "600", "600"), "K8: the limit price 600");
    assertRefused(asks(guard, "r2", "10", "600", null), "K8: the limit price 600");
  }

  @Test
  void inProbationHalfIsPlanned() {
    AccountGuard guard = run.active();
    assertThat(asks(guard, "r1", "150", null, "600")).isInstanceOf(PermitAnswer.Granted.class);
    guard.settle(
        new Settlement(
            ACCOUNT,
            ((PermitAnswer.Granted) asks(guard, "r1", "150", null, "600")).permit().id(),
            Settlement.Outcome.NOT_SENT,
            "a test"));
    run.tripAndFlatten(guard);
    assertThat(guard.reset(RunningGuard.early(1)).ladder()).isEqualTo(Ladder.PROBATION);
    assertRefused(asks(guard, "r2", "150", null, "600"), "K8: the order is worth $90000.00");
    assertThat(asks(guard, "r3", "75", null, "600")).isInstanceOf(PermitAnswer.Granted.class);
  }

  /** A process with the keys of another account: nothing that the watch reads would ever move. */
  @Test
  void whoReadsAnotherAccountAtTheBrokerBuysNothing() {
    AccountGuard guard = run.active();
    guard.switches(new SwitchTable(List.of(), "account-1", null, null, null, null, null, null));
    assertRefused(
        guard.permit(of("account-2", entry("r1", "1", null, "600"))),
        "K17: the session reads account account-2 at the broker, the watch account account-1");
    assertThat(guard.permit(of("account-1", entry("r2", "1", null, "600"))))
        .isInstanceOf(PermitAnswer.Granted.class);
  }

  private static PermitRequest of(String accountId, PermitRequest asked) {
    return new PermitRequest(
        asked.requestId(),
        asked.account(),
        asked.asker(),
        asked.intent(),
        false,
        null,
        asked.mid(),
        accountId);
  }

  /** Messages are handled before the run itself begins, and its rules hold for them, too. */
  @Test
  void theFirstTaskOfTheNextDaysRunLooksToo() {
    AccountGuard guard = run.active();
    String monday = run.describeRun();
    guard.dayRolled(rolled(TUESDAY, true));
    run.eventually(() -> !run.describeRun().equals(monday));
    run.world().positions = List.of(held(100));
    assertRefused(
        run.firstOf(run.begunWith(), entry("r1", "67", "600.00", "600")),
        "K9: the order is worth $40200.00");
  }

  private static void assertRefused(PermitAnswer answer, String why) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            PermitAnswer.Refused.class, no -> assertThat(no.reason()).startsWith(why));
  }

  private static PermitAnswer asks(
      AccountGuard guard, String id, String shares, @Nullable String limit, @Nullable String mid) {
    return guard.permit(entry(id, shares, limit, mid));
  }

  private static PermitRequest entry(
      String id, String shares, @Nullable String limit, @Nullable String mid) {
    return new PermitRequest(
        id,
        ACCOUNT,
        "session-paper-2026-11-16",
        new OrderIntent(
            SPY, Side.BUY, Quantity.of(shares), limit == null ? null : Price.of(limit), true),
        false,
        null,
        mid == null ? null : Price.of(mid),
        null);
  }
}
