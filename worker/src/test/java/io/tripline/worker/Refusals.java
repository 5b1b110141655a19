package io.tripline.worker;

import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a refused Update says, judged as a person would who has to mend the message. */
final class Refusals {
  private static final int LONGEST = 1_000;
  private static final Pattern OURS =
      Pattern.compile(
          "(?:io\\.(?:tripline|temporal)|com\\.fasterxml|java)\\.[a-z]|\\w+Exception\\b|\\n\\s+at ");
  private static final Pattern NULL = Pattern.compile("\\bnull\\b");

  private Refusals() {}

  /** The sentence of a refusal; empty where the message failed for another reason. */
  static Optional<String> said(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof WorkflowUpdateException refused) {
        return refused.getCause() instanceof ApplicationFailure failure
            ? Optional.of(String.valueOf(failure.getOriginalMessage()))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** What is wrong with the sentence; empty where it tells what to mend. */
  static Optional<String> complaint(String said) {
    if (said.isBlank()) {
      return Optional.of("says nothing");
    }
    if (OURS.matcher(said).find()) {
      return Optional.of("names classes");
    }
    if (NULL.matcher(said).find()) {
      return Optional.of("says null");
    }
    return said.length() > LONGEST
        ? Optional.of("is " + said.length() + " characters long")
        : Optional.empty();
  }
}
