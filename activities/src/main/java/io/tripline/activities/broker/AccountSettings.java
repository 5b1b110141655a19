package io.tripline.activities.broker;

/**
 * The broker-side guards of {@code /v2/account/configurations}.
 *
 * @param suspendTrade new orders are refused, closing ones too
 * @param maxMarginMultiplier {@code 1}, {@code 2} or {@code 4}
 */
public record AccountSettings(
    boolean suspendTrade,
    boolean noShorting,
    boolean fractionalTrading,
    String maxMarginMultiplier) {}
