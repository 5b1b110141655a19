package io.tripline.workflows.session;

/** How a session or a pass ended. */
public enum SessionEnd {
  /** An order was sent and ended. */
  TRADED,
  /** The position was as the strategy wants it. */
  NOTHING_TO_DO,
  /** The market is closed. */
  MARKET_CLOSED,
  /** The account is halted. */
  HALTED,
  /** The guard refused, or no guard answered. */
  NOT_PERMITTED,
  /** The broker refused the order. */
  REFUSED,
  /** The strategy did not answer, or its answer could not be used. */
  NO_DECISION,
  /** The decision was not sent: too old, too late in the day, or without a usable price. */
  DROPPED,
  /** The order's outcome is not known yet; the guard keeps its permit unsettled. */
  UNRESOLVED,
  /** A person stopped it. */
  STOPPED,
  /** It was told to watch only. */
  WATCHING
}
