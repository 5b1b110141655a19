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
 * @param designated whose name must be among those that approve; null: any of the list
 */
public record GateSpec(
    String kind,
    String question,
    List<String> plan,
    Direction direction,
    @Nullable String requester,
    String safeOutcome,
    @Nullable String designated) {
  /** Any names of the list decide it. */
  public GateSpec(
      String kind,
      String question,
      List<String> plan,
      Direction direction,
      @Nullable String requester,
      String safeOutcome) {
    this(kind, question, plan, direction, requester, safeOutcome, null);
  }

  /** Copies the plan. */
  public GateSpec {
    plan = List.copyOf(plan);
  }
}
