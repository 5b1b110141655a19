package io.tripline.workflows.killswitch;

import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;

/**
 * The switches that can halt an account or stop its entries, with what each does when it trips
 * (risk.md section 8.2).
 */
public enum KillSwitch {
  /** The day's loss reached the hard limit. */
  K1("daily loss", Cause.DAILY_LOSS, Severity.P1, TripLevel.FLATTEN, true),
  /** The day's loss reached the soft limit: entries are refused, nothing is closed. */
  K1S("daily loss, soft", Cause.DAILY_LOSS_SOFT, Severity.P3, TripLevel.STOP, false),
  /** Far below the highest equity of the last sessions. */
  K2("drawdown", Cause.DRAWDOWN, Severity.P1, TripLevel.FLATTEN, true),
  /** The broker's API fails: entries are refused, exits pass, nothing is closed. */
  K3("API errors", Cause.API_ERRORS, Severity.P1, TripLevel.STOP, true),
  /** Fills cost far more than they should: entries are refused, nothing is closed. */
  K4("slippage", Cause.SLIPPAGE, Severity.P1, TripLevel.STOP, true),
  /** The market data can't be believed: no entry rests on it; exits do not need our quotes. */
  K5("data quality", Cause.DATA_QUALITY, Severity.P2, TripLevel.STOP, false),
  /** Somebody else trades here, or the broker changed the position: nothing is closed. */
  K6("position mismatch", Cause.POSITION_MISMATCH, Severity.P1, TripLevel.STOP, false),
  /**
   * Cash and positions do not add up to the equity: nobody knows what is held, nothing is closed.
   */
  K7("accounting identity", Cause.ACCOUNTING, Severity.P1, TripLevel.STOP, false),
  /** An order beyond reason is refused; too many of them halt. */
  K8("price collar, fat finger", Cause.ORDER_COLLAR, Severity.P1, TripLevel.STOP, true),
  /** More is held than the equity, or less than nothing; a person decides what is closed. */
  K9("exposure", Cause.EXPOSURE, Severity.P1, TripLevel.STOP, true),
  /** The position changes too often: only a designated person enables it again. */
  K10("execution throttle", Cause.ORDER_RATE, Severity.P1, TripLevel.STOP, true),
  /** Too many orders, counted when they are intended. */
  K11("order rate", Cause.ORDER_RATE, Severity.P1, TripLevel.STOP, true),
  /** The same order under another id: refused, nothing else. */
  K12("duplicate", Cause.ORDER_RATE, Severity.P3, TripLevel.STOP, false),
  /** A person tripped it. */
  K13("manual", Cause.MANUAL, Severity.P1, TripLevel.CANCEL, false),
  /** The system was down with exposure for too long: a P0 asks for flat. */
  K14("dead-man", Cause.DEAD_MAN, Severity.P1, TripLevel.FLATTEN, true),
  /** Several losing round trips in a row: a pause. */
  K15("loss streak", Cause.LOSS_STREAK, Severity.P3, TripLevel.STOP, true),
  /** The day is extreme, or trading is halted: no entries until it has calmed down. */
  K16("volatility, halt", Cause.VOLATILITY, Severity.P3, TripLevel.STOP, true),
  /** The broker itself restricts the account, or it is another account than before. */
  K17("broker account", Cause.BROKER_ACCOUNT, Severity.P1, TripLevel.STOP, true),
  /** Processes of other builds, or of another configuration, work side by side. */
  K18("version or configuration drift", Cause.CONFIG_DRIFT, Severity.P3, TripLevel.STOP, true),
  /** Two clocks, or two calendars, that do not agree. */
  K19("clock, calendar", Cause.CLOCK, Severity.P3, TripLevel.STOP, true);

  private final String title;
  private final Cause cause;
  private final Severity severity;
  private final TripLevel level;
  private final boolean reflex;

  KillSwitch(String title, Cause cause, Severity severity, TripLevel level, boolean reflex) {
    this.title = title;
    this.cause = cause;
    this.severity = severity;
    this.level = level;
    this.reflex = reflex;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** The cause of the incident that it opens. */
  public Cause cause() {
    return cause;
  }

  /** The severity of that incident. */
  public Severity severity() {
    return severity;
  }

  /** What it asks for unless a trip says otherwise. */
  public TripLevel level() {
    return level;
  }

  /** True where it only stops entries: no halt, and no reset by a procedure. */
  public boolean blocksOnly() {
    return switch (this) {
      case K1S, K5, K15, K16, K18, K19 -> true;
      case K1, K2, K3, K4, K6, K7, K8, K9, K10, K11, K12, K13, K14, K17 -> false;
    };
  }

  /** What ends it, in words. */
  public String ends() {
    return switch (this) {
      case K1 -> "by itself on the next trading day where the loss was real and flat; else people";
      case K1S -> "by itself on the next trading day if that begins clean";
      case K2 -> "people; the high-water mark begins anew at their reset";
      case K3 -> "people, once the API answers its tests";
      case K5 -> "by itself after enough clean looks at the market data in a row";
      case K6 -> "people; what is held then counts as intended";
      case K4, K7, K8, K9, K10, K11, K13, K14, K17 -> "people";
      case K12 -> "nothing: only that order is refused";
      case K15 -> "by itself after a pause of whole sessions";
      case K16 -> "by itself some time after the market is calm and open again";
      case K18 -> "a person, once builds and configurations agree: killswitch unblock K18";
      case K19 -> "by itself once clock and calendar agree";
    };
  }

  /**
   * True where its trip, or the beginning of its block, cancels the open orders that could raise
   * exposure whatever the level says.
   */
  public boolean reflex() {
    return reflex;
  }
}
