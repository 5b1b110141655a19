package io.tripline.workflows.incident;

/**
 * Under which documents an incident was begun, and goes on whatever is changed meanwhile.
 *
 * @param document id of the runbook document, such as {@code p1-trading-halted}
 * @param documentHash SHA-256 of its text; empty where nobody said
 * @param configurationHash SHA-256 of the configuration
 */
public record Edition(String document, String documentHash, String configurationHash) {
  /** In one line. */
  public String sentence() {
    return document
        + ".md "
        + (documentHash.isEmpty() ? "of an unknown edition" : "sha256 " + documentHash)
        + ", configuration "
        + configurationHash;
  }
}
