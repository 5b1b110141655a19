package io.tripline.workflows.arming;

/**
 * The account's own guards as the broker keeps them; they hold while every process of ours is dead.
 *
 * @param noShorting selling what is not held is refused
 * @param maxMarginMultiplier {@code 1} (no borrowed money), {@code 2} or {@code 4}
 * @param suspendTrade every new order is refused, closing ones too
 */
public record BrokerFlags(boolean noShorting, String maxMarginMultiplier, boolean suspendTrade) {
  /** The multiplier that borrows nothing. */
  public static final String NO_MARGIN = "1";

  /** True where the account can only be long or flat, with its own money. */
  public boolean longOnly() {
    return noShorting && NO_MARGIN.equals(maxMarginMultiplier);
  }

  /** In the broker's words. */
  public String describe() {
    return "no_shorting=%s, max_margin_multiplier=%s, suspend_trade=%s"
        .formatted(noShorting, maxMarginMultiplier, suspendTrade);
  }
}
