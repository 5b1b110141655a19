package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.slippage.FillSample;
import org.jspecify.annotations.Nullable;

/**
 * What became of a permit; it can't be used any more after this, unless the outcome is unknown.
 *
 * @param fill what the order's fill cost; null where nothing was filled or measured
 * @param end how long the order took and how much of it was filled; null where it has not ended,
 *     and from a session of old
 */
public record Settlement(
    AccountName account,
    ClientOrderId permit,
    Outcome outcome,
    String detail,
    @Nullable FillSample fill,
    @Nullable OrderEnd end) {
  /** Of an order without a fill to measure. */
  public Settlement(AccountName account, ClientOrderId permit, Outcome outcome, String detail) {
    this(account, permit, outcome, detail, null, null);
  }

  /** Of an order of which only the cost is told. */
  public Settlement(
      AccountName account,
      ClientOrderId permit,
      Outcome outcome,
      String detail,
      @Nullable FillSample fill) {
    this(account, permit, outcome, detail, fill, null);
  }

  /** What became of the order. */
  public enum Outcome {
    /** Nothing was sent. */
    NOT_SENT,
    /** The broker refused it: no order exists. */
    REFUSED,
    /** The order reached its end. */
    ENDED,
    /** The broker has it and it rests or works. */
    RESTING,
    /** No answer: it may be live. The permit stays unsettled. */
    UNKNOWN
  }
}
