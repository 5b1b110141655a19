package io.tripline.workflows.proof;

import io.tripline.workflows.broker.AccountName;
import java.time.Instant;
import java.util.List;

/**
 * The artefact that says the account was flat: agreeing reads, arithmetic, and the orders that did
 * it.
 *
 * @param closingOrders client order ids of our closing orders
 * @param averagePrice of the closing fills as plain decimal; empty when nothing had to be closed
 * @param provenAt wall time of the last read
 */
public record ProofOfFlat(
    AccountName account,
    String scope,
    List<FlatRead> reads,
    List<SymbolProof> symbols,
    List<String> closingOrders,
    String averagePrice,
    Instant provenAt,
    Instant marketAt) {}
