package io.tripline.workflows.broker;

import java.time.Instant;
import java.util.List;

/**
 * Account, positions, open orders and quotes, read together at a wall-clock instant. Nothing in it
 * is guessed: a read that failed fails the whole snapshot.
 *
 * @param positions all positions of the account, in and outside the scope
 * @param openOrders all orders that are not terminal, held legs included
 * @param quotes the latest quote per symbol of the scope and of the positions
 */
public record AccountSnapshot(
    Account account,
    List<Position> positions,
    List<Order> openOrders,
    List<Quote> quotes,
    MarketClock clock,
    Instant at) {}
