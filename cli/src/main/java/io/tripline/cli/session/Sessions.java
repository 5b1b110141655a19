package io.tripline.cli.session;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.session.SessionEnd;
import io.tripline.workflows.session.TradingSession;
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

  static ExitCode exit(SessionEnd end) {
    return switch (end) {
      case TRADED, NOTHING_TO_DO, MARKET_CLOSED, WATCHING, STOPPED, DROPPED -> ExitCode.OK;
      case HALTED, NOT_PERMITTED -> ExitCode.REFUSED;
      case REFUSED, NO_DECISION -> ExitCode.FAILED;
      case UNRESOLVED -> ExitCode.PENDING;
    };
  }
}
