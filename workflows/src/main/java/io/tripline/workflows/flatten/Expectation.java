package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;

/**
 * What is known of a symbol before a read, so that the read can be checked.
 *
 * @param opening signed quantity at the instant from which executions are counted
 * @param settled false while that quantity rests on readings less than 10 s apart, when the
 *     broker's endpoints may disagree (alpacahq/Alpaca-API#276)
 */
public record Expectation(Symbol symbol, Quantity opening, boolean settled) {}
