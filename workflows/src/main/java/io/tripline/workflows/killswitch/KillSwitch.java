package io.tripline.workflows.killswitch;

import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;

/** The switches that can halt an account, with what each does when it trips. */
public enum KillSwitch {
  /** The day's loss reached the hard limit. */
  K1("daily loss", Cause.DAILY_LOSS, Severity.P1),
  /** The day's loss reached the soft limit: entries are refused, nothing is closed. */
  K1S("daily loss, soft", Cause.DAILY_LOSS_SOFT, Severity.P3),
  /** Fills cost too much: one beyond doubt, or several in a row. Nothing is closed. */
  K4("slippage", Cause.SLIPPAGE, Severity.P1),
  /** A person tripped it. */
  K13("manual", Cause.MANUAL, Severity.P1);

  private final String title;
  private final Cause cause;
  private final Severity severity;

  KillSwitch(String title, Cause cause, Severity severity) {
    this.title = title;
    this.cause = cause;
    this.severity = severity;
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
}
