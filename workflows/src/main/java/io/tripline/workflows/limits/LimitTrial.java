package io.tripline.workflows.limits;

import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.slippage.FillSample;
import io.tripline.workflows.slippage.SlippageFinding;
import io.tripline.workflows.slippage.SlippageLabel;
import io.tripline.workflows.slippage.SlippageLabel.Grade;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import io.tripline.workflows.slippage.SlippageWindow;
import java.util.ArrayList;
import java.util.List;

/** What a limit would have done to the past, for those who decide about it. Pure. */
final class LimitTrial {
  private static final int DAYS_NAMED = 5;

  private LimitTrial() {}

  /** Lines for people: the old value's and the new one's record, or why there is none. */
  static List<String> lines(LimitName name, Limits before, Limits after, LimitPast past) {
    return switch (name) {
      case DAILY_LOSS, DAILY_LOSS_SOFT ->
          compared(
              name,
              before,
              after,
              past.days().size() + " trading days",
              "would have tripped",
              beyond(name, before, past),
              beyond(name, after, past));
      case SLIPPAGE_FILL, SLIPPAGE_IN_A_ROW, SLIPPAGE_FILLS_IN_A_ROW ->
          compared(
              name,
              before,
              after,
              fills(past),
              "would have tripped (a single fill: if it had been confirmed)",
              trips(before.slippage(), past),
              trips(after.slippage(), past));
      case SLIPPAGE_MEAN, SLIPPAGE_BASELINE ->
          compared(
              name,
              before,
              after,
              fills(past),
              "would have asked people to investigate",
              doubts(before.slippage(), past),
              doubts(after.slippage(), past));
      case FILLS_SLOW, FILLS_PARTIAL, FILLS_ORDERS ->
          List.of("what it would have done is not replayed: it halts nothing, it declares a P2");
      case CONFIRM_READS,
          CONFIRM_SPAN,
          INSTANT_FACTOR,
          VERDICT_WITHIN,
          API_AUTH_IN_A_ROW,
          API_TRADING_IN_A_ROW,
          API_DATA_IN_A_ROW,
          API_RATE,
          API_RATE_CALLS,
          API_RATE_WINDOW,
          DRAWDOWN,
          DRAWDOWN_SESSIONS,
          DATA_FAILS,
          DATA_UNKNOWN,
          DATA_CLEAN,
          POSITION_WITHIN,
          COLLAR,
          OVER_PLAN,
          REFUSALS,
          LOSING_TRIPS,
          LOSING_SESSIONS,
          PAUSE_SESSIONS,
          RESUME_AFTER,
          SKEW ->
          List.of(
              "what it would have done can't be replayed: the journal keeps a reading a minute, not"
                  + " each one and not each call");
    };
  }

  private static List<String> compared(
      LimitName name,
      Limits before,
      Limits after,
      String record,
      String what,
      List<TradingDay> old,
      List<TradingDay> next) {
    return List.of(
        "on record: " + record + ", the last 60 trading days at most",
        name.shown(before) + " (now) " + what + " " + times(old),
        name.shown(after) + " (asked for) " + what + " " + times(next));
  }

  private static List<TradingDay> beyond(LimitName name, Limits limits, LimitPast past) {
    return past.days().stream()
        .filter(day -> day.deepestLoss().compareTo(name.of(limits)) >= 0)
        .map(LimitPast.Day::day)
        .toList();
  }

  /** Each trip begins anew, as a reset does. */
  private static List<TradingDay> trips(SlippageLimits limits, LimitPast past) {
    List<TradingDay> days = new ArrayList<>();
    SlippageWindow window = SlippageWindow.EMPTY;
    int epoch = 1;
    for (FillSample fill : past.fills()) {
      window = window.with(fill, epoch, limits);
      if (!(SlippageFinding.of(window, epoch, limits) instanceof SlippageFinding.Quiet)) {
        days.add(dayOf(fill));
        epoch++;
      }
    }
    return days;
  }

  private static List<TradingDay> doubts(SlippageLimits limits, LimitPast past) {
    List<TradingDay> days = new ArrayList<>();
    SlippageWindow window = SlippageWindow.EMPTY;
    for (FillSample fill : past.fills()) {
      window = window.with(fill, 1, limits);
      SlippageLabel label = SlippageLabel.of(SlippageStatistics.of(window), fill, limits);
      if (label.grade() == Grade.INVESTIGATE) {
        days.add(dayOf(fill));
      }
    }
    return days;
  }

  private static TradingDay dayOf(FillSample fill) {
    return new TradingDay(TradingDay.dateOf(fill.marketAt()));
  }

  private static String fills(LimitPast past) {
    return past.fills().size() + " fills";
  }

  private static String times(List<TradingDay> days) {
    if (days.isEmpty()) {
      return "never";
    }
    List<String> named = days.stream().map(TradingDay::text).distinct().toList();
    return days.size()
        + (days.size() == 1 ? " time: " : " times: ")
        + String.join(", ", named.subList(0, Math.min(DAYS_NAMED, named.size())))
        + (named.size() > DAYS_NAMED ? " and " + (named.size() - DAYS_NAMED) + " more days" : "");
  }
}
