package io.tripline.workflows.account;

import org.jspecify.annotations.Nullable;

/** Whose orders the account sees, and who may set its flags at the broker. */
public record Ownership(Trader trader, ArmingChoice arming) {
  /** What a policy from before says: our sessions, and nothing is set at the broker. */
  public static final Ownership OURS_UNARMED = new Ownership(Trader.TRIPLINE, ArmingChoice.OFF);

  /** Absent parts read as {@link #OURS_UNARMED}. */
  @SuppressWarnings("NullAway")
  public Ownership {
    trader = trader == null ? Trader.TRIPLINE : trader;
    arming = arming == null ? ArmingChoice.OFF : arming;
  }

  static Ownership orUnarmed(@Nullable Ownership said) {
    return said == null ? OURS_UNARMED : said;
  }

  /** True where orders of others are expected. */
  public boolean foreign() {
    return trader == Trader.OTHER;
  }
}
