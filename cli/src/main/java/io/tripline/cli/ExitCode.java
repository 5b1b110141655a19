package io.tripline.cli;

import io.tripline.workflows.fault.Fault;

/** What the process ends with; scripts depend on these numbers. */
public enum ExitCode {
  /** Done; also when the same person repeats the same decision. */
  OK(0),
  /** Failed: a drill that did not pass, a port in use, a full disk. */
  FAILED(1),
  /** Wrong use: an unknown id or symbol, a wrong configuration, none or many to choose from. */
  USAGE(2),
  /** Still going, or timed out waiting. */
  PENDING(3),
  /** Keys refused, live unconfirmed, not on the list, the requester, or halted. */
  REFUSED(4),
  /** Ended badly: a residual, aborted, denied, escalated. */
  ENDED_BADLY(5),
  /** Waits for an approval. */
  AWAITING_APPROVAL(6),
  /** Already running, decided otherwise, expired, too late. */
  CONFLICT(7),
  /** Server, broker, guard or network can't be reached. */
  UNREACHABLE(8),
  /** Interrupted. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The process's exit status. */
  public int number() {
    return number;
  }

  /** What a fault ends a command with. */
  public static ExitCode of(Fault fault) {
    return switch (fault) {
      case BROKER_UNREACHABLE, BROKER_OUTAGE, RATE_LIMITED, UNREADABLE_ANSWER, NO_GUARD ->
          UNREACHABLE;
      case UNAUTHORISED,
          HALTED_AT_BROKER,
          ACCOUNT_RESTRICTED,
          ACCOUNT_MISMATCH,
          NOT_PERMITTED,
          PERMIT_EXPIRED,
          HALTED,
          NOT_ON_LIST,
          REQUESTER ->
          REFUSED;
      case QUANTITY_HELD,
          WASH_TRADE,
          DUPLICATE_ORDER_ID,
          ALREADY_DECIDED,
          TOO_LATE,
          NOT_READY,
          CONFLICT ->
          CONFLICT;
      case UNKNOWN_SYMBOL, NOT_FOUND, NO_SUCH_GATE, INVALID_INPUT, CONFIGURATION -> USAGE;
      case INSUFFICIENT_BUYING_POWER, MARKET_CLOSED, REFUSED, MALFORMED, JOURNAL_UNAVAILABLE ->
          FAILED;
    };
  }
}
