package io.tripline.workflows.proof;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;

/** The arithmetic per symbol: opening quantity + signed fills of the day = 0. */
public record SymbolProof(
    Symbol symbol, Quantity opening, Quantity bought, Quantity sold, Quantity remaining) {}
