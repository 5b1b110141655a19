package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * An account of $100,000 at Friday's close, on Monday 2026-11-23; 100 SPY at $650 when it holds.
 */
final class Days {
  static final Symbol SPY = new Symbol("SPY");
  static final TradingDay MONDAY = TradingDay.parse("2026-11-23");
  static final Instant TEN = Instant.parse("2026-11-23T15:00:00Z");
  static final MarketCalendar CALENDAR =
      new MarketCalendar(
          List.of(
              session("2026-11-19", "21:00"),
              session("2026-11-20", "21:00"),
              session("2026-11-23", "21:00"),
              session("2026-11-24", "21:00"),
              session("2026-11-25", "21:00"),
              session("2026-11-27", "18:00")));

  private Days() {}

  static SessionHours session(String day, String closeUtc) {
    return new SessionHours(
        TradingDay.parse(day),
        Instant.parse(day + "T14:30:00Z"),
        Instant.parse(day + "T" + closeUtc + ":00Z"));
  }

  static MarketClock clock(Instant now) {
    boolean open =
        CALENDAR.current(now).filter(session -> now.isBefore(session.close())).isPresent();
    return new MarketClock(now, open, now.plusSeconds(3600), now.plusSeconds(7200), 1);
  }

  static Account account(String equity, String cash, String adjustments) {
    return new Account(
        "account-1",
        "ACTIVE",
        Money.of(cash),
        Money.of(equity),
        Money.of("100000"),
        LocalDate.of(2026, 11, 20),
        Money.of(adjustments),
        Money.of("200000"),
        false,
        false,
        false);
  }

  static Position spy(String quantity, String mark) {
    return new Position(
        SPY,
        Quantity.of(quantity),
        Quantity.of(quantity),
        Price.of("650"),
        Price.of(mark),
        Price.of("650"),
        new Money(new BigDecimal(quantity).multiply(new BigDecimal(mark))));
  }

  /** 100 SPY and $35,000 of cash. */
  static AccountView holding(String mark, Instant at) {
    String equity = new BigDecimal("35000").add(new BigDecimal(mark).movePointRight(2)).toString();
    return new AccountView(account(equity, "35000", "0"), List.of(spy("100", mark)), at);
  }

  static AccountView flat(String equity, Instant at) {
    return new AccountView(account(equity, equity, "0"), List.of(), at);
  }
}
