package io.tripline.workflows.broker;

/**
 * A holding as the broker showed it.
 *
 * @param quantity signed: negative is short
 * @param available what open closing orders do not hold
 * @param current the broker's mark, a last trade
 * @param lastday the close of the previous trading day
 */
public record Position(
    Symbol symbol,
    Quantity quantity,
    Quantity available,
    Price averageEntry,
    Price current,
    Price lastday,
    Money marketValue) {}
