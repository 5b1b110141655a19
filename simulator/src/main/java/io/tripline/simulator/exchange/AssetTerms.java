package io.tripline.simulator.exchange;

/** What the broker allows with an asset. */
public record AssetTerms(boolean tradable, boolean shortable, boolean fractionable) {
  /** Everything, as with SPY. */
  public static final AssetTerms ALL = new AssetTerms(true, true, true);
}
