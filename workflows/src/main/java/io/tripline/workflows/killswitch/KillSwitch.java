package io.tripline.workflows.killswitch;

import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;

/** The switches that can halt an account, with what each does when it trips (risk.md 8.2). */
public enum KillSwitch {
  /** The day's loss reached the hard limit. */
  K1("daily loss", Cause.DAILY_LOSS, Severity.P1, TripLevel.FLATTEN, true),
  /** The day's loss reached the soft limit: entries are refused, nothing is closed. */
  K1S("daily loss, soft", Cause.DAILY_LOSS_SOFT, Severity.P3, TripLevel.STOP, false),
  /** The broker's API fails: entries are refused, exits pass, nothing is closed. */
  K3("API errors", Cause.API_ERRORS, Severity.P1, TripLevel.STOP, true),
  /** Fills cost far more than they should: entries are refused, nothing is closed. */
  K4("slippage", Cause.SLIPPAGE, Severity.P1, TripLevel.STOP, true),
  /**
   * Cash and positions do not add up to the equity: nobody knows what is held, nothing is closed.
   */
  K7("accounting identity", Cause.ACCOUNTING, Severity.P1, TripLevel.STOP, false),
  /** More is held than the equity, or less than nothing; a person decides what is closed. */
  K9("exposure", Cause.EXPOSURE, Severity.P1, TripLevel.STOP, true),
  /** The position changes too often: only a designated person enables it again. */
  K10("execution throttle", Cause.ORDER_RATE, Severity.P1, TripLevel.STOP, true),
  /** Too many orders, counted when they are intended. */
  K11("order rate", Cause.ORDER_RATE, Severity.P1, TripLevel.STOP, true),
  /** A person tripped it. */
  K13("manual", Cause.MANUAL, Severity.P1, TripLevel.CANCEL, false),
  /** The broker itself restricts the account, or it is another account than before. */
  K17("broker account", Cause.BROKER_ACCOUNT, Severity.P1, TripLevel.STOP, true);

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

  /**
   * True where its trip cancels the open orders that could raise exposure whatever the level says.
   */
  public boolean reflex() {
    return reflex;
  }
}
