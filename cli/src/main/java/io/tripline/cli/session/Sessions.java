package io.tripline.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.session.SessionEnd;
import io.tripline.workflows.session.TradingSession;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ids of sessions, and what their ends mean to a script. */
final class Sessions {
  private Sessions() {}

  /** The session that was named, else that on the guard's books, else today's. */
  static String choose(@Nullable String named, GuardStatus guard, AccountName account) {
    if (named != null) {
      return named.startsWith("session-") ? named : TradingSession.idOf(account, named);
    }
    if (guard.session() != null) {
      return guard.session();
    }
    return today(guard, account);
  }

  /** Today's session, by the guard's trading day. */
  static String today(GuardStatus guard, AccountName account) {
    String day = guard.tradingDay();
    if (day == null) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "the guard has not read the broker's calendar yet; try again in some seconds, or see"
              + " `./tripline broker check`");
    }
    return TradingSession.idOf(account, day);
  }

  /**
   * The session that a start means: today's while it runs or the market is open, else that of the
   * next open, which the guard will want then. Under today's id a second one would wait beside it.
   *
   * @param today the id of the guard's trading day
   * @param clock of the market, empty where it is not known
   */
  static String toStart(
      String today, AccountName account, Optional<MarketClock> clock, Predicate<String> runs) {
    if (runs.test(today)) {
      return today;
    }
    return clock
        .map(each -> TradingDay.dateOf(each.open() ? each.now() : each.nextOpen()))
        .map(day -> TradingSession.idOf(account, day.toString()))
        .orElse(today);
  }

  /** Where the broker can't be read: at a real one the guard's clock goes on as ours does. */
  static Optional<MarketClock> byGuard(
      @Nullable MarketClock read, Environment environment, Instant now) {
    if (read == null || environment == Environment.SIMULATOR) {
      return Optional.empty();
    }
    boolean open = read.open() && now.isBefore(read.nextClose());
    return Optional.of(new MarketClock(now, open, read.nextOpen(), read.nextClose(), 1));
  }

  /** The broker's clock; empty where it can't be read. */
  static Optional<MarketClock> clock(Installation installation, @Nullable AccountName wanted) {
    try {
      JsonNode clock =
          new PlainBroker(BrokerAccess.find(installation, System.getenv(), wanted))
              .get("/v2/clock");
      return Optional.of(
          new MarketClock(
              instant(clock, "timestamp"),
              clock.path("is_open").asBoolean(),
              instant(clock, "next_open"),
              instant(clock, "next_close"),
              1));
    } catch (CommandFailure | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(JsonNode clock, String field) {
    return OffsetDateTime.parse(clock.path(field).asText()).toInstant();
  }

  static ExitCode exit(SessionEnd end) {
    return switch (end) {
      case TRADED, NOTHING_TO_DO, MARKET_CLOSED, WATCHING, STOPPED, DROPPED -> ExitCode.OK;
      case HALTED, NOT_PERMITTED -> ExitCode.REFUSED;
      case REFUSED, NO_DECISION -> ExitCode.FAILED;
      case UNRESOLVED -> ExitCode.PENDING;
    };
  }
}
