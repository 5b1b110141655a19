package io.tripline.workflows.fault;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/**
 * Every expected way in which a call or a message fails. The name is the {@link ApplicationFailure}
 * type, so histories, metrics and exit codes speak the same words; nothing decides by message text.
 */
public enum Fault {
  BROKER_UNREACHABLE(
      true, "No answer came from the broker: refused, reset, timed out or no route."),
  BROKER_OUTAGE(true, "The broker answered with a server error (5xx)."),
  RATE_LIMITED(
      true, "The broker refused for too many requests (429), or our own budget was spent."),
  UNREADABLE_ANSWER(true, "The answer could not be read, so nothing is known."),
  UNAUTHORISED(false, "The broker refused the API keys (401)."),
  HALTED_AT_BROKER(false, "The account's suspend_trade flag is set: new orders are refused."),
  ACCOUNT_RESTRICTED(false, "The account is blocked, not allowed to trade, or restricted."),
  ACCOUNT_MISMATCH(false, "The keys belong to another account than the one on record."),
  QUANTITY_HELD(false, "Open orders hold the quantity that should be closed."),
  WASH_TRADE(false, "An opposite order rests: the broker suspects a wash trade."),
  INSUFFICIENT_BUYING_POWER(false, "The account has too little buying power."),
  UNKNOWN_SYMBOL(false, "The broker does not know the symbol, or it is not tradable."),
  MARKET_CLOSED(false, "The market is closed for this kind of order."),
  DUPLICATE_ORDER_ID(false, "The client order id was used before."),
  NOT_FOUND(false, "The broker does not know the order, position or asset."),
  REFUSED(false, "The broker refused the request for a reason that is not in this list."),
  MALFORMED(false, "The broker says that our request is malformed: a defect of ours."),
  PERMIT_EXPIRED(false, "The permit's life was over, or the host's clock can't be trusted."),
  NOT_PERMITTED(false, "The guard refused the permit."),
  NO_GUARD(true, "The account's guard does not run or did not answer."),
  HALTED(false, "The account is halted."),
  NOT_ON_LIST(false, "The person is not among those who may decide this."),
  REQUESTER(false, "Who asked for it may not approve it."),
  ALREADY_DECIDED(false, "The gate was decided before, otherwise."),
  TOO_LATE(false, "The gate expired, or the procedure has moved on."),
  NO_SUCH_GATE(false, "No gate of that id is or was open here."),
  NOT_READY(false, "The conditions that this needs are not met yet."),
  CONFLICT(false, "Another one of its kind is running already."),
  INVALID_INPUT(false, "The message is malformed."),
  CONFIGURATION(false, "The configuration does not allow this."),
  JOURNAL_UNAVAILABLE(true, "The journal could not be written or read.");

  private final boolean retryable;
  private final String sentence;

  Fault(boolean retryable, String sentence) {
    this.retryable = retryable;
    this.sentence = sentence;
  }

  /** True where the same call may succeed later without anybody changing anything. */
  public boolean retryable() {
    return retryable;
  }

  /** One sentence for people. */
  public String sentence() {
    return sentence;
  }

  /** This fault as the failure that crosses Temporal; {@code detail} must hold no secret. */
  public ApplicationFailure failure(String detail) {
    return ApplicationFailure.newBuilder()
        .setType(name())
        .setMessage(detail)
        .setNonRetryable(!retryable)
        .build();
  }

  /** The fault behind a failure, found in its cause chain; empty when it is none of ours. */
  public static Optional<Fault> of(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof ApplicationFailure failure) {
        for (Fault fault : values()) {
          if (fault.name().equals(failure.getType())) {
            return Optional.of(fault);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The message of the failure of ours in the cause chain, else the outermost message. */
  public static String detailOf(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof ApplicationFailure failure) {
        return failure.getOriginalMessage();
      }
    }
    return String.valueOf(thrown.getMessage());
  }
}
