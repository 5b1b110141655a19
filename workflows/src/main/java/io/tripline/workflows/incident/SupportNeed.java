package io.tripline.workflows.incident;

import java.time.Instant;
import java.util.List;

/**
 * What only the broker can help with, for the ready text to its support.
 *
 * @param since wall time of the first reason
 * @param reasons in words, the oldest first
 * @param failedCalls each with its request id where the broker sent one; no keys
 * @param positions what could not be closed, in words
 */
public record SupportNeed(
    Instant since, List<String> reasons, List<String> failedCalls, List<String> positions) {
  /** Copies the lists. */
  public SupportNeed {
    reasons = List.copyOf(reasons);
    failedCalls = List.copyOf(failedCalls);
    positions = List.copyOf(positions);
  }
}
