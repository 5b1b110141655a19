package io.tripline.workflows.incident;

import io.tripline.workflows.broker.AccountName;
import java.time.Duration;

/**
 * Whose API to test.
 *
 * @param tests how many tests in a row must pass: one good answer between two failures is no health
 * @param apart wall time between two of them
 */
public record ApiQuestion(AccountName account, int tests, Duration apart) {}
