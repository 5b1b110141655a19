package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.slippage.SlippageStatistics;
import java.util.Map;

/**
 * Declares what trips nothing: a well-founded mean above what is to be investigated is a P2, one on
 * too few fills a P3 note. Once a trading day each, because the same fills stay in the mean long
 * after people have acted. For workflow threads.
 */
final class SlippageAlarm {
  private static final String CHANGE = "slippage-alarms";

  private final GuardBooks books;
  private final AlarmDesk alarms;

  SlippageAlarm(GuardBooks books, AlarmDesk alarms) {
    this.books = books;
    this.alarms = alarms;
  }

  void begin() {
    books.rules.ask(CHANGE, 1);
  }

  /** Looks at the figures with the latest fill in them. */
  void sound(SlippageView view, AccountPolicy policy) {
    if (books.rules.at(CHANGE) < 1 || !view.high() || trippedForSlippage()) {
      return;
    }
    Cause cause = view.founded() ? Cause.HIGH_SLIPPAGE : Cause.SLIPPAGE_NOTE;
    TradingDay day = books.dayOf(null);
    if (books.incidents.isOpen(cause)
        || books.incidents.numbers().containsKey(cause.word() + "-" + day)) {
      return;
    }
    Map<String, String> evidence = Map.of("fills", view.statistics().sentence());
    alarms.declare(
        new DeclareRequest(
            null,
            cause == Cause.HIGH_SLIPPAGE ? Severity.P2 : Severity.P3,
            cause,
            "the guard",
            view.label().sentence()
                + "; mean "
                + SlippageStatistics.words(view.statistics().recent().mean())
                + " bps",
            null,
            evidence),
        policy);
  }

  /** The P1 is about the same fills. */
  private boolean trippedForSlippage() {
    Trip trip = books.halts.trip();
    return books.halts.tripped() && trip != null && trip.killSwitch() == KillSwitch.K4;
  }
}
