package io.tripline.workflows.incident;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.Symbol;

/** Whose market to look at. */
public record MarketQuestion(AccountPolicy policy, Symbol symbol) {}
