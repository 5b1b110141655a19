package io.tripline.workflows.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gate to open.
 *
 * @param kind first part of its id: {@code reset} gives {@code reset-1}, then {@code reset-2}
 * @param plan what will happen on approval, line by line
 * @param requester the person who asked for it; null when the machine did
 * @param safeOutcome what a denial or an expiry means
 */
public record GateSpec(
    String kind,
    String question,
    List<String> plan,
    Direction direction,
    @Nullable String requester,
    String safeOutcome) {
  /** Copies the plan. */
  public GateSpec {
    plan = List.copyOf(plan);
  }
}
