package io.tripline.activities.broker;

import io.tripline.workflows.fault.Fault;

/**
 * The classes of outcome of one exchange with the broker: what a caller may conclude. The {@link
 * Fault} refines the class and never contradicts it ({@link #of}); which answer is which fault says
 * {@link ErrorTable}.
 */
public sealed interface Outcome {
  /** The broker did it, and its answer was read. */
  record Done() implements Outcome {}

  /** Everything else. */
  sealed interface Failure extends Outcome {
    /** Why, in the words of the whole system. */
    Fault fault();
  }

  /** The broker understood and did not do it. The same request is refused again. */
  record Refused(Fault fault) implements Failure {}

  /** Refused because the account's own {@code suspend_trade} is set: no order will pass. */
  record Halted(Fault fault) implements Failure {}

  /** The keys were not accepted; says nothing of the request. */
  record Unauthorised(Fault fault) implements Failure {}

  /** Not done because of the number of requests, the broker's limit or our own. */
  record RateLimited(Fault fault) implements Failure {}

  /** A server error: a write may have been taken. */
  record Outage(Fault fault) implements Failure {}

  /** No answer, or none that can be read: nothing is known, and a write may have been taken. */
  record Unknown(Fault fault) implements Failure {}

  /** The class of a fault. A fault that no broker's answer can mean is Unknown. */
  static Failure of(Fault fault) {
    return switch (fault) {
      case REFUSED,
          MALFORMED,
          NOT_FOUND,
          UNKNOWN_SYMBOL,
          DUPLICATE_ORDER_ID,
          QUANTITY_HELD,
          WASH_TRADE,
          INSUFFICIENT_BUYING_POWER,
          MARKET_CLOSED,
          ACCOUNT_RESTRICTED ->
          new Refused(fault);
      case HALTED_AT_BROKER -> new Halted(fault);
      case UNAUTHORISED -> new Unauthorised(fault);
      case RATE_LIMITED -> new RateLimited(fault);
      case BROKER_OUTAGE -> new Outage(fault);
      case BROKER_UNREACHABLE,
          UNREADABLE_ANSWER,
          ACCOUNT_MISMATCH,
          PERMIT_EXPIRED,
          NOT_PERMITTED,
          NO_GUARD,
          HALTED,
          NOT_ON_LIST,
          REQUESTER,
          ALREADY_DECIDED,
          TOO_LATE,
          NO_SUCH_GATE,
          NOT_READY,
          CONFLICT,
          INVALID_INPUT,
          CONFIGURATION,
          JOURNAL_UNAVAILABLE ->
          new Unknown(fault);
    };
  }
}
