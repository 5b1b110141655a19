package io.tripline.workflows.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.killswitch.Ladder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionPlanTest {
  private static final Symbol SPY = new Symbol("SPY");
  private static final Instant CLOSE = Instant.parse("2026-11-23T21:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-23T17:00:00Z");

  @Test
  void buysWholeSharesForTheExposureALittleAboveTheAsk() {
    // 95,000 / (650.01 × 1.001) = 146.00…
    assertThat(sent(situation("1", "100000", "100000", List.of(), Ladder.ACTIVE)).quantity())
        .hasToString("146");
  }

  @Test
  void buysHalfInProbation() {
    assertThat(sent(situation("1", "100000", "100000", List.of(), Ladder.PROBATION)).quantity())
        .hasToString("73");
  }

  @Test
  void buysHalfWhereABlockHidesWhetherItIsProbation() {
    SessionPlan.Send send =
        sending(situation("1", "100000", "100000", List.of(), Ladder.ENTRIES_BLOCKED));
    assertThat(send.intent().quantity()).hasToString("73");
    assertThat(send.why()).contains("half size in doubt");
  }

  @Test
  void neverBuysForMoreThanTheCash() {
    assertThat(sent(situation("1", "100000", "6600", List.of(), Ladder.ACTIVE)).quantity())
        .hasToString("10");
  }

  @Test
  void leavesRoomForWhatIsHeldElsewhere() {
    Position other = position("QQQ", "100", "100", "94000");
    assertThat(sent(situation("1", "100000", "100000", List.of(other), Ladder.ACTIVE)).quantity())
        .hasToString("1");
  }

  @Test
  void neverExceedsTheExposureWhateverTheNumbers() {
    Random random = new Random(42);
    for (int i = 0; i < 2000; i++) {
      BigDecimal equity = BigDecimal.valueOf(random.nextInt(200_000));
      BigDecimal ask = BigDecimal.valueOf(1 + random.nextInt(100_000), 2);
      SessionPlan plan =
          SessionPlan.of(
              new SessionPlan.Situation(
                  policy(),
                  new Strategy.Target(BigDecimal.ONE, ""),
                  Ladder.ACTIVE,
                  account(equity.toPlainString(), "500000"),
                  List.of(),
                  new Quote(
                      SPY, new Price(ask.subtract(new BigDecimal("0.005"))), new Price(ask), NOON),
                  NOON,
                  CLOSE));
      if (plan instanceof SessionPlan.Send(var intent, var why)) {
        assertThat(intent.quantity().amount().multiply(ask))
            .as("equity %s, ask %s, seed 42, round %s", equity, ask, i)
            .isLessThanOrEqualTo(equity.multiply(new BigDecimal("0.95")));
      }
    }
  }

  @Test
  void buysNothingWithoutMoneyForOneShare() {
    assertThat(nothing(situation("1", "600", "600", List.of(), Ladder.ACTIVE)))
        .isEqualTo(SessionEnd.NOTHING_TO_DO);
  }

  @Test
  void buysNothingWithNegativeEquity() {
    assertThat(nothing(situation("1", "-5", "-5", List.of(), Ladder.ACTIVE)))
        .isEqualTo(SessionEnd.NOTHING_TO_DO);
  }

  @Test
  void sellsExactlyWhatIsAvailable() {
    Position held = position("SPY", "146.5", "100.25", "95000");
    OrderIntent intent = sent(situation("0", "100000", "0", List.of(held), Ladder.ACTIVE));
    assertThat(intent.side()).isEqualTo(Side.SELL);
    assertThat(intent.quantity()).hasToString("100.25");
    assertThat(intent.entry()).isFalse();
  }

  @Test
  void sellsNothingThatOpenOrdersHold() {
    Position held = position("SPY", "146", "0", "95000");
    assertThat(nothing(situation("0", "100000", "0", List.of(held), Ladder.ACTIVE)))
        .isEqualTo(SessionEnd.DROPPED);
  }

  @Test
  void doesNotRebalanceWhatIsHeld() {
    Position held = position("SPY", "10", "10", "6500");
    assertThat(nothing(situation("1", "100000", "93500", List.of(held), Ladder.ACTIVE)))
        .isEqualTo(SessionEnd.NOTHING_TO_DO);
  }

  @Test
  void leavesAShortToAPerson() {
    Position held = position("SPY", "-10", "-10", "-6500");
    assertThat(nothing(situation("1", "100000", "100000", List.of(held), Ladder.ACTIVE)))
        .isEqualTo(SessionEnd.DROPPED);
    assertThat(nothing(situation("0", "100000", "100000", List.of(held), Ladder.ACTIVE)))
        .isEqualTo(SessionEnd.DROPPED);
  }

  @Test
  void staysFlatAsWanted() {
    assertThat(nothing(situation("0", "100000", "100000", List.of(), Ladder.ACTIVE)))
        .isEqualTo(SessionEnd.NOTHING_TO_DO);
  }

  @Test
  void entersUntilTheCutOffAndNotAtIt() {
    Instant cutOff = CLOSE.minus(Duration.ofMinutes(10));
    assertThat(at(cutOff.minusMillis(1), quote(cutOff))).isInstanceOf(SessionPlan.Send.class);
    assertThat(at(cutOff, quote(cutOff))).isInstanceOf(SessionPlan.Nothing.class);
  }

  @Test
  void doesNotEnterWithoutAFreshUsableQuote() {
    assertThat(at(NOON, null)).isInstanceOf(SessionPlan.Nothing.class);
    assertThat(at(NOON, quote(NOON.minusSeconds(61)))).isInstanceOf(SessionPlan.Nothing.class);
    Quote oneSided = new Quote(SPY, Price.ZERO, Price.of("650"), NOON);
    assertThat(at(NOON, oneSided)).isInstanceOf(SessionPlan.Nothing.class);
  }

  private static SessionPlan at(Instant now, @Nullable Quote quote) {
    return SessionPlan.of(
        new SessionPlan.Situation(
            policy(),
            new Strategy.Target(BigDecimal.ONE, ""),
            Ladder.ACTIVE,
            account("100000", "100000"),
            List.of(),
            quote,
            now,
            CLOSE));
  }

  private static SessionPlan.Situation situation(
      String target, String equity, String cash, List<Position> positions, Ladder ladder) {
    return new SessionPlan.Situation(
        policy(),
        new Strategy.Target(new BigDecimal(target), ""),
        ladder,
        account(equity, cash),
        positions,
        quote(NOON),
        NOON,
        CLOSE);
  }

  private static OrderIntent sent(SessionPlan.Situation situation) {
    return sending(situation).intent();
  }

  private static SessionPlan.Send sending(SessionPlan.Situation situation) {
    SessionPlan plan = SessionPlan.of(situation);
    assertThat(plan).isInstanceOf(SessionPlan.Send.class);
    return (SessionPlan.Send) plan;
  }

  private static SessionEnd nothing(SessionPlan.Situation situation) {
    SessionPlan plan = SessionPlan.of(situation);
    assertThat(plan).isInstanceOf(SessionPlan.Nothing.class);
    return ((SessionPlan.Nothing) plan).end();
  }

  private static SessionPolicy policy() {
    return SessionPolicy.DEFAULT;
  }

  private static Quote quote(Instant at) {
    return new Quote(SPY, Price.of("649.99"), Price.of("650.01"), at);
  }

  private static Account account(String equity, String cash) {
    return new Account(
        "id",
        "ACTIVE",
        Money.of(cash),
        Money.of(equity),
        Money.of(equity),
        LocalDate.parse("2026-11-20"),
        Money.ZERO,
        Money.of(cash),
        false,
        false,
        false);
  }

  private static Position position(String symbol, String quantity, String available, String value) {
    return new Position(
        new Symbol(symbol),
        Quantity.of(quantity),
        Quantity.of(available),
        Price.of("650"),
        Price.of("650"),
        Price.of("650"),
        Money.of(value));
  }
}
