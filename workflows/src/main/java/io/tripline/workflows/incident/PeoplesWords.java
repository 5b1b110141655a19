package io.tripline.workflows.incident;

import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people said of an incident, as it is shown; names are claimed, not proven.
 *
 * @param cause the root cause as last stated; null where nobody did
 * @param falseAlarm who said that it was none; null where nobody did, or where it did not hold
 * @param heldBy the outage that goes first; null where none does
 */
public record PeoplesWords(
    List<Regraded> regrades,
    List<Judged> verdicts,
    @Nullable StatedCause cause,
    @Nullable Claim falseAlarm,
    @Nullable String heldBy) {
  /** Nothing was said. */
  public static final PeoplesWords NONE = new PeoplesWords(List.of(), List.of(), null, null, null);

  /** Copies the lists. */
  public PeoplesWords {
    regrades = List.copyOf(regrades);
    verdicts = List.copyOf(verdicts);
  }

  /** From one severity to another, by a person or by the incident itself. */
  public record Regraded(Severity from, Severity to, String by, String reason, Instant at) {}

  /** A person's judgement of the loss; the machine's stands beside it. */
  public record Judged(LossVerdict verdict, String by, String reason, Instant at) {}

  /** The root cause in words, and one of the known causes where it is one. */
  public record StatedCause(@Nullable Cause cause, String text, String by, Instant at) {
    /** In one line. */
    public String sentence() {
      String word = cause == null ? "" : cause.word();
      return word.isEmpty() ? text : text.isEmpty() ? word : word + ": " + text;
    }
  }

  /** Something that a person says to be so. */
  public record Claim(String by, String reason, Instant at) {}
}
