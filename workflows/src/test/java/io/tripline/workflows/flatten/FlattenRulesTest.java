package io.tripline.workflows.flatten;

import static io.tripline.workflows.flatten.Shown.SPY;
import static io.tripline.workflows.flatten.Shown.nothing;
import static io.tripline.workflows.flatten.Shown.order;
import static io.tripline.workflows.flatten.Shown.q;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlattenRulesTest {
  private static final Expectation HELD_TEN = new Expectation(SPY, q("10"), true);

  @Test
  void threeAgreeingReadsOverTenSecondsProveFlat() {
    VerifyRule rule = new VerifyRule(List.of(HELD_TEN));
    for (int second : new int[] {0, 5, 10}) {
      assertThat(rule.proof()).isEmpty();
      see(rule, flatAfter(second));
    }
    assertThat(rule.proof())
        .hasValueSatisfying(p -> {
          assertThat(p.reads()).hasSize(3);
          assertThat(p.symbols().get(0).remaining().signum()).isZero();
        });
  }

  @Test
  void manyReadsWithinTenSecondsAreNoProof() {
    VerifyRule rule = new VerifyRule(List.of(HELD_TEN));
    for (int second = 0; second < 10; second++) {
      see(rule, flatAfter(second));
    }
    assertThat(rule.proof()).isEmpty();
  }

  @Test
  void aFailedReadStartsTheRowAnew() {
    VerifyRule rule = new VerifyRule(List.of(HELD_TEN));
    see(rule, flatAfter(0));
    see(rule, flatAfter(5));
    rule.failed("outage");
    see(rule, flatAfter(10));
    assertThat(rule.proof()).isEmpty();
  }

  @Test
  void executionsThatDoNotAddUpAreNoProof() {
    VerifyRule rule = new VerifyRule(List.of(HELD_TEN));
    for (int second : new int[] {0, 5, 10, 15}) {
      see(rule, nothing().traded("4", "10").after(Duration.ofSeconds(second)));
    }
    assertThat(rule.proof()).isEmpty();
    assertThat(rule.unproven(Shown.NINE).why()).contains("= 4, not 0");
  }

  /** Ten sold, five bought meanwhile, and the position is shown late: nothing has settled yet. */
  @Test
  void whatWasLearntCountsWhilePositionsMayBeLate() {
    VerifyRule rule = new VerifyRule(List.of(new Expectation(SPY, q("10"), false)));
    for (int second : new int[] {0, 5, 10, 15, 40}) {
      see(rule, nothing().traded("5", "10", Duration.ZERO).after(Duration.ofSeconds(second)));
    }
    assertThat(rule.proof()).isEmpty();
    assertThat(rule.unproven(Shown.NINE).why()).contains("= 5, not 0");
    for (int second : new int[] {45, 50, 55}) {
      see(rule, nothing().traded("5", "10", Duration.ZERO).after(Duration.ofSeconds(second)));
    }
    assertThat(rule.proof()).isPresent();
  }

  @Test
  void anOrderIdThatIsLiveOrUnknownIsNoProof() {
    VerifyRule rule = new VerifyRule(List.of());
    Order live = order("permit-1", Side.BUY, "3", "0", OrderStatus.NEW);
    for (int second : new int[] {0, 5, 10}) {
      rule.seen(nothing().after(Duration.ofSeconds(second)).view(), List.of(live), List.of());
    }
    assertThat(rule.proof()).isEmpty();
    for (int second : new int[] {15, 20, 25}) {
      rule.seen(
          nothing().after(Duration.ofSeconds(second)).view(),
          List.of(),
          List.of(new ClientOrderId("permit-1")));
    }
    assertThat(rule.proof()).isEmpty();
  }

  @Test
  void aNewExecutionBetweenTheReadsStartsTheRowAnew() {
    VerifyRule rule = new VerifyRule(List.of());
    see(rule, nothing().traded("5", "5"));
    see(rule, nothing().traded("5", "5").after(Duration.ofSeconds(5)));
    see(rule, nothing().traded("8", "8").after(Duration.ofSeconds(10)));
    assertThat(rule.proof()).isEmpty();
  }

  @Test
  void anOpeningQuantitySettlesOnlyFromReadingsTenSecondsApart() {
    Openings openings = new Openings(change -> true);
    openings.note(nothing().held("10").view());
    assertThat(opening(openings).settled()).isFalse();
    // The executions came late: not 10 at the start, but bought since.
    openings.note(nothing().held("10").traded("10", "0").after(Duration.ofSeconds(2)).view());
    assertThat(opening(openings).quantity()).isEqualTo(q("10"));
    openings.note(nothing().held("10").traded("10", "0").after(Duration.ofSeconds(12)).view());
    assertThat(opening(openings).quantity()).isEqualTo(Quantity.ZERO);
    assertThat(opening(openings).settled()).isTrue();
    openings.note(nothing().held("7").traded("10", "0").after(Duration.ofSeconds(60)).view());
    openings.note(nothing().held("7").traded("10", "0").after(Duration.ofSeconds(90)).view());
    assertThat(opening(openings).quantity()).isEqualTo(Quantity.ZERO);
  }

  @Test
  void twoWrongReadingsDoNotConfirmEachOther() {
    Openings openings = new Openings(change -> true);
    // Bought 12 just now, not listed yet; then sold 12, and the position still shows them.
    openings.note(nothing().held("12").view());
    openings.note(
        nothing()
            .held("12")
            .traded("12", "12", Duration.ofSeconds(24))
            .after(Duration.ofSeconds(25))
            .view());

    assertThat(opening(openings).settled()).isFalse();
  }

  @Test
  void whatWasJustBoughtAndIsNotShownYetIsNoShortThatWasCovered() {
    Openings openings = new Openings(change -> true);
    openings.note(nothing().traded("7", "0", Duration.ZERO).view());
    openings.note(nothing().traded("7", "0", Duration.ZERO).after(Duration.ofSeconds(20)).view());
    openings.note(nothing().traded("7", "0", Duration.ZERO).after(Duration.ofSeconds(40)).view());

    assertThat(openings.expected()).isEmpty();
    openings.note(
        nothing().held("7").traded("7", "0", Duration.ZERO).after(Duration.ofSeconds(70)).view());
    assertThat(opening(openings).quantity()).isEqualTo(Quantity.ZERO);
  }

  @Test
  void aShortThatWasCoveredIsOneOnceTheCoverIsNotFreshOrItWasSeen() {
    Openings old = new Openings(change -> true);
    old.note(nothing().traded("7", "0", Duration.ZERO).after(Openings.LATE).view());
    assertThat(opening(old).quantity()).isEqualTo(q("-7"));

    Openings seen = new Openings(change -> true);
    seen.note(nothing().held("-7").view());
    seen.note(nothing().traded("7", "0", Duration.ZERO).after(Duration.ofSeconds(5)).view());
    assertThat(opening(seen).quantity()).isEqualTo(q("-7"));
  }

  @Test
  void aListThatLacksAKnownExecutionIsStale() {
    List<Expectation> expected = List.of(new Expectation(SPY, q("10"), true));

    assertThat(AgreementRule.agrees(nothing().held("10").view(), expected)).isTrue();
    assertThat(AgreementRule.agrees(nothing().held("10").behind().view(), expected)).isFalse();
    assertThat(AgreementRule.agrees(nothing().held("6").traded("0", "4").view(), expected))
        .isTrue();
  }

  @Test
  void whatAnOlderOrderFilledBeforeTheCountDoesNotCount() {
    Witness witness = new Witness();
    witness.note(
        order("old", Side.SELL, "10", "4", OrderStatus.NEW), Shown.NINE.plus(Duration.ofHours(1)));
    witness.note(
        order("old", Side.SELL, "10", "7", OrderStatus.CANCELED),
        Shown.NINE.plus(Duration.ofHours(1)));

    assertThat(witness.known()).containsExactly(new KnownFill("o-old", SPY, q("3")));
  }

  @Test
  void exitsAndStopsOfALongPositionDoNotRaiseExposure() {
    Order sell = order("stop", Side.SELL, "10", "0", OrderStatus.NEW);
    Order buy = order("entry", Side.BUY, "10", "0", OrderStatus.NEW);

    assertThat(ExposureRule.couldRaise(sell, q("10"))).isFalse();
    assertThat(ExposureRule.couldRaise(buy, q("10"))).isTrue();
    assertThat(ExposureRule.couldRaise(sell, q("0"))).isTrue();
    assertThat(ExposureRule.couldRaise(buy, q("-5"))).isFalse();
  }

  @Test
  void theBoundStandsStillWhileTheMarketIsClosed() {
    Budget budget = new Budget();
    budget.tick(Shown.NINE);
    budget.tick(Shown.NINE.plusSeconds(60));
    budget.pause();
    budget.tick(Shown.NINE.plus(Duration.ofHours(14)));
    assertThat(budget.outOfTime()).isFalse();
    assertThat(budget.within(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(1));
    budget.tick(Shown.NINE.plus(Duration.ofHours(14)).plusSeconds(60));
    assertThat(budget.outOfTime()).isTrue();
  }

  @Test
  void aRequestOfBeforeStillReadsExecutions() throws Exception {
    FlattenSteps.ReadRequest old =
        JacksonJsonPayloadConverter.newDefaultObjectMapper()
            .readValue(
                """
                {"account":"paper","scope":{"symbols":[]},"expected":[],"patience":1}
                """,
                FlattenSteps.ReadRequest.class);
    assertThat(old.known()).isEmpty();
  }

  private static Shown flatAfter(int seconds) {
    return nothing().traded("0", "10").after(Duration.ofSeconds(seconds));
  }

  private static void see(VerifyRule rule, Shown shown) {
    rule.seen(shown.view(), List.of(), List.of());
  }

  private static Openings.Opening opening(Openings openings) {
    return openings.all().get(0);
  }
}
