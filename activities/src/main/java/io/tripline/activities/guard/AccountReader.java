package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.DailyLoss;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads account and positions, and makes a reading of two views. It asks also where others wait: a
 * 429, or a budget that polling has spent, must not hide a loss. For one thread.
 */
final class AccountReader {
  private final AlpacaHttp http;
  private final InstantSource clock;
  private @Nullable Money adjustments;
  private @Nullable Money cashMoves;

  AccountReader(AlpacaHttp http, InstantSource clock) {
    this.http = http.forWatch();
    this.clock = clock;
  }

  Reading<AccountView> view() {
    return switch (http.account()) {
      case Answer.Done<Account>(Account account, String requestId) ->
          switch (http.positions()) {
            case Answer.Done<List<Position>>(List<Position> positions, String id) ->
                new Reading.Seen<>(
                    new AccountView(account, positions, clock.instant()), clock.instant());
            case Answer.Failed<List<Position>>(Fault fault, String detail, var extras) ->
                new Reading.Unknown<>(fault, "positions: " + detail);
            case Answer.NoAnswer<List<Position>>(String detail) ->
                new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "positions: " + detail);
          };
      case Answer.Failed<Account>(Fault fault, String detail, var extras) ->
          new Reading.Unknown<>(fault, "account: " + detail);
      case Answer.NoAnswer<Account>(String detail) ->
          new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, "account: " + detail);
    };
  }

  Reading<DailyLoss> loss(
      AccountView earlier, AccountView later, MarketClock now, MarketCalendar calendar) {
    return DailyLoss.read(earlier, later, now, calendar, cashMoves(later, now, calendar));
  }

  /** Asked only where the account shows adjustments, and once per amount. */
  private @Nullable Money cashMoves(AccountView view, MarketClock now, MarketCalendar calendar) {
    Money shown = view.account().intradayAdjustments();
    if (shown.signum() == 0) {
      return null;
    }
    if (shown.equals(adjustments) && cashMoves != null) {
      return cashMoves;
    }
    SessionHours previous = calendar.lastBefore(TradingDay.dateOf(now.now())).orElse(null);
    if (previous != null
        && http.cashMovesSince(previous.close()) instanceof Answer.Done<Money> done) {
      adjustments = shown;
      cashMoves = done.value();
      return cashMoves;
    }
    return null;
  }
}
