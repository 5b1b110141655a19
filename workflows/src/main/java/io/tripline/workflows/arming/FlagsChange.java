package io.tripline.workflows.arming;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flags to be set; null leaves a flag as it is. */
public record FlagsChange(
    @Nullable Boolean noShorting,
    @Nullable String maxMarginMultiplier,
    @Nullable Boolean suspendTrade) {
  /** What fits a long-or-flat account that trades its own money. */
  public static final FlagsChange LONG_ONLY = new FlagsChange(true, BrokerFlags.NO_MARGIN, null);

  /** Sets or clears {@code suspend_trade} only. */
  public static FlagsChange suspend(boolean suspended) {
    return new FlagsChange(null, null, suspended);
  }

  /**
   * Back to what was found, where what is there is still what we set: a value that somebody else
   * set meanwhile is theirs, and so is a {@code suspend_trade} that is not ours.
   */
  public static FlagsChange restoring(BrokerFlags found, BrokerFlags now, boolean suspendIsOurs) {
    boolean shorting = now.noShorting() && !found.noShorting();
    boolean margin =
        BrokerFlags.NO_MARGIN.equals(now.maxMarginMultiplier())
            && !BrokerFlags.NO_MARGIN.equals(found.maxMarginMultiplier());
    boolean suspend = suspendIsOurs && now.suspendTrade();
    return new FlagsChange(
        shorting ? Boolean.FALSE : null,
        margin ? found.maxMarginMultiplier() : null,
        suspend ? Boolean.FALSE : null);
  }

  /** True where nothing is to be set. */
  public boolean nothing() {
    return noShorting == null && maxMarginMultiplier == null && suspendTrade == null;
  }

  /** True where the flags are as asked. */
  public boolean holdsIn(BrokerFlags flags) {
    return (noShorting == null || noShorting == flags.noShorting())
        && (maxMarginMultiplier == null || maxMarginMultiplier.equals(flags.maxMarginMultiplier()))
        && (suspendTrade == null || suspendTrade == flags.suspendTrade());
  }

  /** In the broker's words. */
  public String describe() {
    List<String> parts = new ArrayList<>();
    if (noShorting != null) {
      parts.add("no_shorting=" + noShorting);
    }
    if (maxMarginMultiplier != null) {
      parts.add("max_margin_multiplier=" + maxMarginMultiplier);
    }
    if (suspendTrade != null) {
      parts.add("suspend_trade=" + suspendTrade);
    }
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }
}
