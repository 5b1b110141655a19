package io.tripline.workflows.killswitch;

import static io.tripline.workflows.killswitch.Days.SPY;
import static io.tripline.workflows.killswitch.Days.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Bar;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.OrderType;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import io.tripline.workflows.slippage.FillSample;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D1 to D10, each as PASS, FAIL and UNKNOWN, and K5, which rests on four of them. */
class LossChecksTest {
  /** 100 SPY fell from 650 to 625: a loss of 2.5 %, and everything agrees. */
  private List<AccountView> views = List.of(Days.holding("625", TEN));

  private Map<String, String> tripped = Map.of("identityGap", "0", "equity", "97500");
  private Reading<List<Fill>> fills = seen(List.of());
  private Reading<List<Order>> orders = seen(List.of());
  private List<Quote> quotes = quotes("624.99", "625.01", 3);
  private @Nullable Price trade = Price.of("625");
  private List<Bar> bars = bars("625", 30);
  private Reading<List<String>> splits = seen(List.of());
  private Reading<List<String>> halts = seen(List.of());
  private @Nullable MarketClock clock = Days.clock(TEN);
  private @Nullable Duration skew = Duration.ZERO;
  private boolean marketRead = true;
  private List<MarketEvidence> others = List.of();

  @ParameterizedTest
  @ValueSource(strings = {"D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10"})
  void whatAgreesPasses(String id) {
    assertThat(check(id)).isEqualTo(Check.PASS);
    assertThat(judged().verdict()).isEqualTo(LossVerdict.REAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10"})
  void whatContradictsFails(String id) {
    switch (id) {
      case "D1" -> tripped = Map.of("identityGap", "-500", "equity", "97500");
      case "D2" -> {
        orders = seen(List.of(order("10")));
        fills = seen(List.of(fill("7")));
      }
      case "D3" ->
          views =
              List.of(
                  new AccountView(
                      Days.account("97000", "34500", "0"), List.of(Days.spy("100", "625")), TEN));
      case "D4" -> quotes = List.of(quote("624.99", "625.01", TEN.minusSeconds(61)));
      case "D5" -> quotes = quotes("625.02", "625.01", 3);
      case "D6" -> {
        quotes = List.of(quote("599.99", "600.01", TEN));
        trade = Price.of("600");
      }
      case "D7" -> trade = Price.of("630");
      case "D8" -> splits = seen(List.of("SPY forward split 2 for 1"));
      case "D9" -> views = List.of(Days.holding("649", TEN));
      case "D10" -> halts = seen(List.of("SPY paused at its band"));
      default -> throw new AssertionError(id);
    }
    assertThat(check(id)).isEqualTo(Check.FAIL);
    assertThat(judged().verdict()).isNotEqualTo(LossVerdict.REAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10"})
  void whatCanNotBeReadIsUnknownAndNeverPasses(String id) {
    switch (id) {
      case "D1", "D9" -> views = List.of();
      case "D2", "D3" -> fills = new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "silent");
      case "D4" -> skew = null;
      case "D5", "D7" -> quotes = List.of();
      case "D6" -> bars = bars("625", 5);
      case "D8" -> splits = new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "silent");
      case "D10" -> halts = new Reading.Unknown<>(Fault.UNREADABLE_ANSWER, "not told");
      default -> throw new AssertionError(id);
    }
    assertThat(check(id)).isEqualTo(Check.UNKNOWN);
  }

  @Test
  void aClosedMarketMakesQuotesUnknownNotStale() {
    clock = Days.clock(Instant.parse("2026-11-23T23:00:00Z"));
    assertThat(check("D4")).isEqualTo(Check.UNKNOWN);
  }

  // K5

  private final DataQualitySwitch quality = new DataQualitySwitch();
  private Instant at = TEN;
  private boolean stands;

  @Test
  void threeFailedLooksInARowBlockAndTenCleanOnesLift() {
    assertThat(look().wish()).isEqualTo(Wish.NOTHING);
    quotes = quotes("625.02", "625.01", 3);
    assertThat(look().wish()).isEqualTo(Wish.NOTHING);
    assertThat(look().wish()).isEqualTo(Wish.NOTHING);
    SwitchReading third = look();
    assertThat(third.wish()).isEqualTo(Wish.BLOCK);
    assertThat(third.observation().check()).isEqualTo(Check.FAIL);
    assertThat(third.observation().inputs().get("D5")).startsWith("FAIL");
    quotes = quotes("624.99", "625.01", 3);
    for (int i = 1; i < 10; i++) {
      assertThat(look().wish()).as("clean look " + i).isEqualTo(Wish.BLOCK);
    }
    assertThat(look().wish()).isEqualTo(Wish.NOTHING);
  }

  @Test
  void moreThanFiveMinutesWithoutAVerdictBlock() {
    marketRead = false;
    assertThat(look().wish()).isEqualTo(Wish.NOTHING);
    at = at.plusSeconds(300);
    assertThat(look().wish()).isEqualTo(Wish.NOTHING);
    at = at.plusSeconds(1);
    assertThat(look().wish()).isEqualTo(Wish.BLOCK);
  }

  @Test
  void tooFewBarsInTheFirstMinutesAreNothingAndLaterUnknown() {
    bars = bars("625", 3);
    assertThat(look().observation().check()).isEqualTo(Check.UNKNOWN);
    clock = new MarketClock(Instant.parse("2026-11-23T14:34:00Z"), true, TEN, TEN, 1);
    Instant now = clock.now();
    quotes = List.of(quote("624.99", "625.01", now));
    bars = List.of(bar("625", now.minusSeconds(120)), bar("625", now.minusSeconds(60)));
    assertThat(look().observation().check()).isEqualTo(Check.PASS);
  }

  @Test
  void yesterdaysBarsAreNoStaleDataAtTheOpen() {
    clock = new MarketClock(Instant.parse("2026-11-23T14:30:05Z"), true, TEN, TEN, 1);
    Instant now = clock.now();
    quotes = List.of(quote("624.99", "625.01", now));
    bars = List.of(bar("625", now.minus(Duration.ofHours(65))));
    assertThat(look().observation().check()).isEqualTo(Check.PASS);
    clock = new MarketClock(Instant.parse("2026-11-23T14:41:00Z"), true, TEN, TEN, 1);
    quotes = List.of(quote("624.99", "625.01", clock.now()));
    assertThat(look().observation().check()).isEqualTo(Check.UNKNOWN);
  }

  @Test
  void whatIsHeldOutsideTheScopeBlocksNothingAndInScopeIsMissedWhereItWasNotRead() {
    AccountView view = views.get(0);
    List<Position> held = new ArrayList<>(view.positions());
    Price price = Price.of("200");
    held.add(
        new Position(
            new Symbol("AAPL"),
            Quantity.of("1"),
            Quantity.of("1"),
            price,
            price,
            price,
            Money.of("200")));
    AccountView all = new AccountView(view.account(), held, view.at());
    views = List.of(all);
    assertThat(look().observation().check()).isEqualTo(Check.UNKNOWN);
    views = List.of(all.within(new Scope(List.of(SPY))));
    assertThat(look().observation().check()).isEqualTo(Check.PASS);
  }

  @Test
  void aClosedMarketCountsAsNothingAndEndsNoBlock() {
    stands = true;
    clock = Days.clock(Instant.parse("2026-11-23T23:00:00Z"));
    SwitchReading closed = look();
    assertThat(closed.observation().check()).isEqualTo(Check.UNKNOWN);
    assertThat(closed.wish()).isEqualTo(Wish.BLOCK);
  }

  /** Whether a fill of SPY was costly is no question of what else the account holds. */
  @Test
  void aCostlyFillIsConfirmedBesideAHoldingThatIsThin() {
    orders = seen(List.of(order("10")));
    fills = seen(List.of(fill("10")));
    others =
        List.of(
            new MarketEvidence(
                new Symbol("THIN"), quotes("9.90", "10.10", 3), null, List.of(), Price.of("10")));
    assertThat(check("D5")).isEqualTo(Check.FAIL);
    FillSample sample =
        new FillSample(
            new ClientOrderId("cafe0123-1"),
            SPY,
            Side.BUY,
            Quantity.of("10"),
            Price.of("625"),
            Price.of("650"),
            null,
            new BigDecimal("400"),
            null,
            "",
            TEN);
    assertThat(SlippageJudge.judge(evidence(), sample).confirmed()).isTrue();
  }

  private SwitchReading look() {
    return quality.on(
        new DataQualitySwitch.Look(
            marketRead ? List.of(market()) : List.of(),
            views.get(0),
            clock,
            skew,
            Duration.ofSeconds(60),
            Instant.parse("2026-11-23T14:30:00Z")),
        SwitchLimits.DEFAULT,
        new SwitchMoment(1, stands, at, at));
  }

  private Check check(String id) {
    return judged().checks().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow()
        .check();
  }

  private LossJudgement judged() {
    return LossJudge.judge(evidence());
  }

  private LossEvidence evidence() {
    List<MarketEvidence> markets = new ArrayList<>(List.of(market()));
    markets.addAll(others);
    AccountView latest = views.isEmpty() ? null : views.get(views.size() - 1);
    return new LossEvidence(
        new Observation(KillSwitch.K1, Check.FAIL, "2.50 %", "2.00 %", tripped, TEN, TEN),
        new BigDecimal("0.02"),
        latest == null
            ? new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "silent")
            : seen(DailyLoss.of(latest, Days.MONDAY, Days.clock(TEN))),
        views,
        fills,
        orders,
        markets,
        splits,
        halts,
        clock,
        skew,
        Duration.ofSeconds(60),
        TEN);
  }

  private MarketEvidence market() {
    return new MarketEvidence(SPY, quotes, trade, bars, Price.of("650"));
  }

  private static List<Quote> quotes(String bid, String ask, int count) {
    List<Quote> quotes = new ArrayList<>();
    for (int i = count; i > 0; i--) {
      quotes.add(quote(bid, ask, TEN.minusSeconds(i)));
    }
    return quotes;
  }

  private static Quote quote(String bid, String ask, Instant at) {
    return new Quote(SPY, Price.of(bid), Price.of(ask), at);
  }

  private static List<Bar> bars(String close, int count) {
    List<Bar> bars = new ArrayList<>();
    for (int i = count; i > 0; i--) {
      // A little up and down, so that the deviation is not zero.
      String price =
          new BigDecimal(close).add(new BigDecimal(i % 2 == 0 ? "0.05" : "0")).toString();
      bars.add(bar(price, TEN.minusSeconds(60L * i)));
    }
    return bars;
  }

  private static Bar bar(String close, Instant at) {
    Price price = Price.of(close);
    return new Bar(SPY, at, price, price, price, price, 1000);
  }

  private static Order order(String filled) {
    return new Order(
        "o1",
        new ClientOrderId("cafe0123-1"),
        SPY,
        Side.BUY,
        OrderType.MARKET,
        OrderStatus.FILLED,
        Quantity.of(filled),
        Quantity.of(filled),
        Price.of("650"),
        null,
        null,
        TEN,
        TEN,
        null);
  }

  private static Fill fill(String quantity) {
    return new Fill("f1", "o1", SPY, Side.BUY, Quantity.of(quantity), Price.of("650"), TEN);
  }

  private static <T> Reading<T> seen(T value) {
    return new Reading.Seen<>(value, TEN);
  }
}
