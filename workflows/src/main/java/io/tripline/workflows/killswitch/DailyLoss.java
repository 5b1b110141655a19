package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The day's loss as a fraction of the equity at the previous close: 0.02 is 2 %, a gain is 0.
 *
 * @param fraction {@code max(0, -pnl) / last_equity}, rounded up at the eighth decimal
 * @param pnl {@code equity - last_equity - intraday_adjustments} of Alpaca's Account schema
 * @param tradingDay New York date of the session, not the UTC date
 * @param clock the broker's clock at the reading
 */
public record DailyLoss(
    BigDecimal fraction, Money pnl, TradingDay tradingDay, AccountView view, MarketClock clock) {
  /** Equity may differ between the two reads by this much beyond what the marks explain: 5 bps. */
  private static final BigDecimal AGREEMENT = new BigDecimal("0.0005");

  private static final Duration LEAST_GAP = Duration.ofMillis(900);

  /**
   * Five seconds are aimed at; more only makes the agreement harder, so that a slow broker need not
   * mean an unknown account.
   */
  private static final Duration MOST_GAP = Duration.ofSeconds(10);

  /** Throws {@link IllegalArgumentException} if {@code fraction} is negative. */
  public DailyLoss {
    if (fraction.signum() < 0) {
      throw new IllegalArgumentException("fraction: must be 0 or more, was " + fraction);
    }
  }

  /**
   * Makes one reading of two reads, or says why the loss is unknown (risk.md section 3): never a
   * loss of zero because something was missing.
   *
   * @param cashMoves what the day's deposits and withdrawals add up to; needed only where the
   *     account shows intraday adjustments; null: not known
   */
  public static Reading<DailyLoss> read(
      AccountView earlier,
      AccountView later,
      MarketClock clock,
      MarketCalendar calendar,
      @Nullable Money cashMoves) {
    Account account = later.account();
    if (!account.id().equals(earlier.account().id())) {
      return new Reading.Unknown<>(Fault.ACCOUNT_MISMATCH, "the account's id changed");
    }
    if (!account.status().equals("ACTIVE")) {
      return new Reading.Unknown<>(
          Fault.ACCOUNT_RESTRICTED, "the account's status is " + account.status());
    }
    if (account.lastEquity().signum() <= 0) {
      return unknown("last_equity is " + account.lastEquity());
    }
    Optional<Symbol> unpriced = earlier.unpriced().or(later::unpriced);
    if (unpriced.isPresent()) {
      return unknown("the broker shows no price of " + unpriced.get());
    }
    Optional<String> stale = staleBaseline(account.balanceAsof(), clock, calendar);
    if (stale.isPresent()) {
      return unknown(stale.get());
    }
    Optional<SessionHours> session = calendar.current(clock.now());
    if (session.isEmpty()) {
      return unknown("the calendar does not reach back to the current trading day");
    }
    int moved = account.intradayAdjustments().signum();
    if (moved != 0 && (cashMoves == null || cashMoves.signum() != moved)) {
      return unknown(
          "intraday_adjustments is "
              + account.intradayAdjustments()
              + ", but the cash activities say "
              + (cashMoves == null ? "nothing" : cashMoves));
    }
    Duration gap = Duration.between(earlier.at(), later.at());
    if (gap.compareTo(LEAST_GAP) < 0 || gap.compareTo(MOST_GAP) > 0) {
      return unknown("the two reads are " + gap.toMillis() + " ms apart");
    }
    BigDecimal unexplained = later.gap().minus(earlier.gap()).amount().abs();
    if (unexplained.compareTo(account.lastEquity().amount().multiply(AGREEMENT)) > 0) {
      return unknown(
          "equity moved by "
              + new Money(unexplained)
              + " more than cash and marks between two reads");
    }
    return new Reading.Seen<>(of(later, session.get().day(), clock), later.at());
  }

  /** The loss that one view shows; only for views whose validity is settled elsewhere. */
  static DailyLoss of(AccountView view, TradingDay day, MarketClock clock) {
    Account account = view.account();
    Money pnl = account.equity().minus(account.lastEquity()).minus(account.intradayAdjustments());
    return new DailyLoss(fractionOf(pnl, account.lastEquity()), pnl, day, view, clock);
  }

  /** {@code max(0, -pnl) / lastEquity}, rounded up. */
  static BigDecimal fractionOf(Money pnl, Money lastEquity) {
    return pnl.signum() >= 0
        ? BigDecimal.ZERO
        : pnl.amount().negate().divide(lastEquity.amount(), 8, RoundingMode.UP);
  }

  /** The numbers behind it, by Alpaca's field names. */
  public Map<String, String> inputs() {
    Account account = view.account();
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("equity", account.equity().text());
    inputs.put("last_equity", account.lastEquity().text());
    inputs.put("intraday_adjustments", account.intradayAdjustments().text());
    inputs.put("cash", account.cash().text());
    inputs.put("balance_asof", String.valueOf(account.balanceAsof()));
    inputs.put("pnl", pnl.text());
    inputs.put("identityGap", view.gap().text());
    inputs.put("lossFraction", fraction.stripTrailingZeros().toPlainString());
    for (Position position : view.positions()) {
      inputs.put(
          "position." + position.symbol(), position.quantity() + " at " + position.current());
    }
    return inputs;
  }

  private static Optional<String> staleBaseline(
      @Nullable LocalDate asof, MarketClock clock, MarketCalendar calendar) {
    Optional<SessionHours> previous = calendar.lastBefore(TradingDay.dateOf(clock.now()));
    if (previous.isEmpty()) {
      return Optional.of("the calendar does not reach back to the previous session");
    }
    LocalDate expected = previous.get().day().date();
    // After the close the broker may have rolled to today's snapshot at any moment.
    boolean rolled =
        calendar
            .on(TradingDay.dateOf(clock.now()))
            .filter(today -> !clock.now().isBefore(today.close()))
            .filter(today -> today.day().date().equals(asof))
            .isPresent();
    return rolled || expected.equals(asof)
        ? Optional.empty()
        : Optional.of("balance_asof is " + asof + ", the previous session was " + expected);
  }

  private static Reading<DailyLoss> unknown(String reason) {
    return new Reading.Unknown<>(Fault.UNREADABLE_ANSWER, reason);
  }
}
