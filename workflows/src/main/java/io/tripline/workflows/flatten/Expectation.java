package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a symbol before a read, so that the read can be checked.
 *
 * @param opening signed quantity at the instant from which executions are counted; null while no
 *     reading gave one
 * @param settled false while that quantity rests on a read within 10 s of an execution, when the
 *     broker's endpoints may disagree (alpacahq/Alpaca-API#276)
 * @param boughtAtLeast shares that single orders are known to have bought since then
 * @param soldAtLeast shares that single orders are known to have sold since then
 */
public record Expectation(
    Symbol symbol,
    @Nullable Quantity opening,
    boolean settled,
    Quantity boughtAtLeast,
    Quantity soldAtLeast) {}
