package io.tripline.workflows.flatten;

import static io.tripline.workflows.flatten.Shown.nothing;
import static io.tripline.workflows.flatten.Shown.order;
import static io.tripline.workflows.flatten.Shown.q;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.FlattenState.AwaitingFill;
import io.tripline.workflows.flatten.FlattenState.Cancelling;
import io.tripline.workflows.flatten.FlattenState.ClosedMarket;
import io.tripline.workflows.flatten.FlattenState.Escalated;
import io.tripline.workflows.flatten.FlattenState.Reading;
import io.tripline.workflows.flatten.FlattenState.Resolving;
import io.tripline.workflows.flatten.FlattenState.Submitting;
import io.tripline.workflows.flatten.FlattenState.Verifying;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NextStepTest {
  private static final AccountName ACCOUNT = new AccountName("acct");

  private final ClosingOrders orders = new ClosingOrders();
  private final Openings openings = new Openings(change -> true);
  private final Witness witness = new Witness();
  private final Budget budget = new Budget();
  private final NextStep next =
      new NextStep(ACCOUNT, orders, openings, witness, budget, change -> true);

  @Test
  void sellsNoMoreThanIsAvailable() {
    FlattenState state = after(nothing().held("SPY", "10", "7"), true);

    assertThat(state)
        .isInstanceOfSatisfying(
            Submitting.class, s -> assertThat(s.order().quantity()).isEqualTo(q("7")));
  }

  @Test
  void sellsNothingWhileAllIsHeldAlthoughNothingRests() {
    assertThat(after(nothing().held("SPY", "10", "0"), false)).isInstanceOf(Reading.class);
  }

  @Test
  void aContradictedPositionIsSoldOnlyAsFarAsItAddsUp() {
    after(nothing().held("10"), true);
    // Executions say that 10 were sold, the position still shows them.
    FlattenState state = after(nothing().held("10").traded("0", "10"), false);

    assertThat(state).isInstanceOf(Reading.class);
  }

  /**
   * Seed 4106: bought 14 right before, listed after the sale; the position is the one of before the
   * sale. Everything fits together, and nothing is held.
   */
  @Test
  void aLatePositionThatFitsALatePurchaseIsNotSoldAgain() {
    sold("14");

    FlattenState late =
        after(
            nothing().held("14").traded("14", "14", Duration.ZERO).after(Duration.ofSeconds(2)),
            true);
    assertThat(late).isInstanceOf(Reading.class);

    FlattenState later =
        after(
            nothing().held("14").traded("14", "14", Duration.ZERO).after(Duration.ofHours(2)),
            true);
    assertThat(later).isInstanceOf(Submitting.class);
  }

  @Test
  void theCapOfASaleOutlivesTheRun() {
    sold("14");
    NextStep later = new NextStep(ACCOUNT, orders, openings, witness, budget, change -> true);
    later.cap().carry(next.cap().all());

    View late =
        nothing().held("14").traded("14", "14", Duration.ZERO).after(Duration.ofSeconds(2)).view();
    assertThat(later.afterRead(late, true, "e1-1")).isInstanceOf(Reading.class);
  }

  @Test
  void whatWasBoughtAfterOurSaleIsSoldAtOnce() {
    sold("14");

    FlattenState bought =
        after(
            nothing()
                .held("5")
                .tradedAfterBuying("5", "14", Duration.ofSeconds(1))
                .after(Duration.ofSeconds(2)),
            true);
    assertThat(bought)
        .isInstanceOfSatisfying(
            Submitting.class, s -> assertThat(s.order().quantity()).isEqualTo(q("5")));
  }

  private void sold(String quantity) {
    ClosingOrder order = ((Submitting) after(nothing().held(quantity), true)).order();
    orders.sending(order);
    orders.seen(Shown.order(order.id().value(), Side.SELL, quantity, quantity, OrderStatus.FILLED));
  }

  /** Seed 3677: bought 17 right before, listed after the first reading, then 47 sold and late. */
  @Test
  void whatWasHeldAtTheStartIsTheSmallerQuantityWhileItIsContested() {
    after(nothing().held("47"), true);
    after(nothing().held("47").traded("17", "0").after(Duration.ofHours(1)), false);
    FlattenState state =
        after(
            nothing()
                .held("47")
                .traded("17", "47", Duration.ofHours(1))
                .after(Duration.ofHours(1).plusSeconds(14)),
            false);

    assertThat(state).isInstanceOf(Reading.class);
  }

  @Test
  void nothingIsSoldWhileAKnownExecutionIsNotListed() {
    assertThat(after(nothing().held("10").behind(), false)).isInstanceOf(Reading.class);
  }

  @Test
  void zeroPositionsAndZeroOrdersOnlyLeadToVerifying() {
    assertThat(after(nothing(), true)).isInstanceOf(Verifying.class);
    assertThat(after(nothing().closed(), true)).isInstanceOf(Verifying.class);
  }

  @Test
  void aShortIsNeverBought() {
    assertThat(after(nothing().held("-5"), true))
        .isInstanceOfSatisfying(
            Escalated.class, s -> assertThat(s.trouble()).isEqualTo(Trouble.SHORT));
  }

  @Test
  void aShortInOneSymbolDoesNotKeepAnotherFromBeingClosed() {
    FlattenState state = after(nothing().held("-5").held("QQQ", "3", "3"), true);

    assertThat(state)
        .isInstanceOfSatisfying(
            Submitting.class, s -> assertThat(s.order().symbol().value()).isEqualTo("QQQ"));
  }

  @Test
  void whatProtectsAShortStaysWhereNothingElseIsHeld() {
    Order stop = order("stop", Side.BUY, "5", "0", OrderStatus.NEW);
    for (Shown market : List.of(nothing(), nothing().closed())) {
      assertThat(after(market.held("-5").open(stop), true))
          .isInstanceOfSatisfying(
              Escalated.class, s -> assertThat(s.trouble()).isEqualTo(Trouble.SHORT));
    }
    Order more = order("more", Side.SELL, "5", "0", OrderStatus.NEW);
    assertThat(after(nothing().held("-5").open(stop).open(more), true))
        .isEqualTo(new Cancelling(FlattenSteps.Which.RAISING, List.of(), List.of()));
  }

  @Test
  void withTheMarketClosedAShortChangesNothingForWhatIsHeldBeside() {
    Order stop = order("stop", Side.SELL, "10", "0", OrderStatus.NEW);
    Shown mixed = nothing().closed().held("10").held("QQQ", "-3", "-3").open(stop);

    assertThat(after(mixed, true)).isInstanceOf(ClosedMarket.class);
  }

  @Test
  void aPlanCancelsWhatTheRunCancels() {
    Order stop = order("stop", Side.BUY, "5", "0", OrderStatus.NEW);
    assertThat(DirectFlatten.Plan.of(nothing().held("-5").open(stop).view()).cancels()).isEmpty();
    Order exit = order("exit", Side.SELL, "10", "0", OrderStatus.NEW);
    Shown mixed = nothing().closed().held("10").held("QQQ", "-3", "-3").open(exit);
    assertThat(DirectFlatten.Plan.of(mixed.view()).cancels()).isEmpty();
  }

  @Test
  void whatRestsIsCancelledBeforeAnythingIsSold() {
    FlattenState state =
        after(
            nothing().held("10").open(order("stop", Side.SELL, "10", "0", OrderStatus.NEW)), true);

    assertThat(state).isInstanceOf(Cancelling.class);
  }

  @Test
  void aLiveClosingOrderIsAdopted() {
    FlattenState state =
        after(
            nothing()
                .held("SPY", "10", "0")
                .open(order("flat-direct-1", Side.SELL, "10", "0", OrderStatus.NEW)),
            true);

    assertThat(state).isEqualTo(new AwaitingFill(new ClientOrderId("flat-direct-1")));
  }

  @Test
  void fifteenSecondsBeforeTheCloseItIsTooLateToSell() {
    assertThat(after(nothing().held("10").closesIn(Duration.ofSeconds(15)), true))
        .isInstanceOf(ClosedMarket.class);
    assertThat(after(nothing().held("10").closesIn(Duration.ofSeconds(16)), true))
        .isInstanceOf(Submitting.class);
  }

  @Test
  void anAccountThatTheUserSuspendedGoesToPeople() {
    assertThat(after(nothing().held("10").suspended(), true))
        .isInstanceOfSatisfying(
            Escalated.class, s -> assertThat(s.trouble()).isEqualTo(Trouble.SUSPENDED));
  }

  @Test
  void theGuardsOwnSuspensionIsClearedAndOneThatComesBackGoesToPeople() {
    next.suspendIsOurs(true);
    assertThat(next.clearsSuspend()).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(after(nothing().held("10").suspended(), true)).isEqualTo(Cancelling.all());
    }
    assertThat(after(nothing().held("10").suspended(), true))
        .isInstanceOfSatisfying(
            Escalated.class, s -> assertThat(s.trouble()).isEqualTo(Trouble.SUSPENDED));
    assertThat(after(nothing().held("10"), true)).isInstanceOf(Submitting.class);
  }

  @Test
  void anUnknownOrderIsLookedUpBeforeAnythingElse() {
    Submitting first = (Submitting) after(nothing().held("10"), true);
    orders.sending(first.order());
    assertThat(next.afterSubmission(first.order(), new Submission.Unknown("lost")))
        .isEqualTo(new Resolving(first.order()));

    assertThat(after(nothing(), true)).isEqualTo(new Resolving(first.order()));
  }

  @Test
  void anAbsentOrderGoesOutAgainUnderTheSameId() {
    Submitting first = (Submitting) after(nothing().held("10"), true);
    orders.sending(first.order());
    next.afterResolution(first.order(), new Resolution.Absent(Shown.NINE));

    Submitting second = (Submitting) after(nothing().held("6"), true);

    assertThat(second.order().id()).isEqualTo(first.order().id());
    assertThat(second.order().quantity()).isEqualTo(q("6"));
  }

  @Test
  void anOrderOfAnotherSideUnderOurIdIsNotOurs() {
    Submitting first = (Submitting) after(nothing().held("10"), true);
    orders.sending(first.order());
    String id = first.order().id().value();

    next.afterResolution(
        first.order(),
        new Resolution.Found(order(id, Side.BUY, "10", "10", OrderStatus.FILLED), Shown.NINE));

    Submitting second = (Submitting) after(nothing().held("10"), true);
    assertThat(second.order().id()).isNotEqualTo(first.order().id());
  }

  @Test
  void twoRefusalsAndFiveAttemptsAreTheEndOfTryingAlone() {
    for (int i = 0; i < 2; i++) {
      Submitting at = (Submitting) after(nothing().held("10"), true);
      orders.sending(at.order());
      next.afterSubmission(at.order(), new Submission.Refused(Fault.REFUSED, "no"));
    }
    assertThat(after(nothing().held("10"), true))
        .isInstanceOfSatisfying(
            Escalated.class, s -> assertThat(s.trouble()).isEqualTo(Trouble.REFUSED));

    budget.reset();
    for (int i = 0; i < 5; i++) {
      budget.attempt(Shown.SPY);
    }
    assertThat(after(nothing().held("10"), true))
        .isInstanceOfSatisfying(
            Escalated.class, s -> assertThat(s.trouble()).isEqualTo(Trouble.EXHAUSTED));
  }

  @Test
  void twoMinutesInAnOpenMarketAreTheEndOfTryingAlone() {
    budget.tick(Shown.NINE);
    budget.tick(Shown.NINE.plusSeconds(120));

    assertThat(after(nothing().held("10"), true))
        .isInstanceOfSatisfying(
            Escalated.class, s -> assertThat(s.trouble()).isEqualTo(Trouble.EXHAUSTED));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void noRefusalLeadsToAnEndOrToAnotherIdWithoutALook(Fault fault) {
    Submitting at = (Submitting) after(nothing().held("10"), true);
    orders.sending(at.order());

    FlattenState state = next.afterSubmission(at.order(), new Submission.Refused(fault, "no"));

    assertThat(state)
        .isInstanceOfAny(Reading.class, Resolving.class, Cancelling.class, Escalated.class);
  }

  @Test
  void heldQuantityAndWashTradeLeadBackToCancelling() {
    for (Fault fault : List.of(Fault.QUANTITY_HELD, Fault.WASH_TRADE)) {
      Submitting at = (Submitting) after(nothing().held("10"), true);
      orders.sending(at.order());
      assertThat(next.afterSubmission(at.order(), new Submission.Refused(fault, "no")))
          .isInstanceOf(Cancelling.class);
    }
  }

  @Test
  void anOrderThatIsStillOpenIsCancelledByItsOwnId() {
    FlattenState state =
        next.afterFill(
            new AwaitingFill(new ClientOrderId("flat-r-1")),
            new FillWait.StillOpen(
                order("flat-r-1", Side.SELL, "10", "0", OrderStatus.NEW), Shown.NINE));

    assertThat(state)
        .isInstanceOfSatisfying(
            Cancelling.class,
            s -> assertThat(s.own()).containsExactly(new ClientOrderId("flat-r-1")));
  }

  @Test
  void stuckCancelsCallPeopleInAnOpenMarketAndWaitInAClosedOne() {
    List<io.tripline.workflows.broker.Order> live =
        List.of(order("stop", Side.SELL, "10", "0", OrderStatus.PENDING_CANCEL));

    assertThat(next.afterCancelWait(new CancelWait.StillLive(live, List.of(), true, Shown.NINE)))
        .isInstanceOfSatisfying(
            Escalated.class, s -> assertThat(s.trouble()).isEqualTo(Trouble.CANCELS_STUCK));
    assertThat(next.afterCancelWait(new CancelWait.StillLive(live, List.of(), false, Shown.NINE)))
        .isInstanceOf(ClosedMarket.class);
  }

  private FlattenState after(Shown shown, boolean agrees) {
    return next.afterRead(shown.view(), agrees, "r");
  }
}
