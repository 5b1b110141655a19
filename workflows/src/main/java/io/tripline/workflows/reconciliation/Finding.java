package io.tripline.workflows.reconciliation;

import io.tripline.workflows.runbook.Severity;

/**
 * Something that does not agree, or could not be compared.
 *
 * @param severity P2 where money, positions or orders are concerned, else P3
 * @param subject an order id, a symbol or a day
 */
public record Finding(Kind kind, Severity severity, String subject, String sentence) {
  /** What does not agree. */
  public enum Kind {
    /** The broker has an order under an id that is none of ours. */
    FOREIGN_ORDER(Severity.P2),
    /** An order of ours that the journal does not know. */
    ORDER_NOT_IN_JOURNAL(Severity.P2),
    /** A fill that the journal does not know. */
    FILL_NOT_IN_JOURNAL(Severity.P2),
    /** The journal has another filled quantity. */
    QUANTITY_DIFFERS(Severity.P2),
    /** The journal has another average price. */
    PRICE_DIFFERS(Severity.P3),
    /** The journal has an order that the broker does not know. */
    ORDER_NOT_AT_BROKER(Severity.P2),
    /** The broker's executions do not add up to its order. */
    EXECUTIONS_DIFFER(Severity.P2),
    /** The journal does not know how an order ended. */
    NO_END_IN_JOURNAL(Severity.P3),
    /** A session follows an order that it sent lately: compare again when that has ended. */
    UNDER_WAY(Severity.P3),
    /** An order still rests. */
    STILL_OPEN(Severity.P3),
    /** The position is not what it was plus the fills. */
    POSITION_DIFFERS(Severity.P2),
    /** The cash is not what it was less the fills. */
    CASH_DIFFERS(Severity.P2),
    /** A session was due and there is no decision. */
    MISSED_EXECUTION(Severity.P3),
    /** Could not be compared: that is no good news. */
    UNKNOWN(Severity.P2),
    /** Nothing to compare with yet. */
    NO_OPENING(Severity.P3);

    private final Severity severity;

    Kind(Severity severity) {
      this.severity = severity;
    }

    Finding of(String subject, String sentence) {
      return new Finding(this, severity, subject, sentence);
    }
  }
}
