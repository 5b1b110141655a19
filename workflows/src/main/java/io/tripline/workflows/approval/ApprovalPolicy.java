package io.tripline.workflows.approval;

import java.time.Duration;
import java.util.List;

/**
 * Who may decide, and how many of them.
 *
 * @param roster the people; a single name means: first approval, cooling-off, second approval
 * @param names different people that a gate needs; the requester counts as the first of them
 * @param coolingOff between the two approvals of a one-name roster
 * @param expiresAfter wall time after which an undecided gate expires into its safe outcome
 */
public record ApprovalPolicy(
    List<Approver> roster, int names, Duration coolingOff, Duration expiresAfter) {
  /** Two names, 15 minutes of cooling-off, 15 minutes of life. */
  public static ApprovalPolicy of(List<Approver> roster) {
    return new ApprovalPolicy(roster, 2, Duration.ofMinutes(15), Duration.ofMinutes(15));
  }

  /** Copies the roster. */
  public ApprovalPolicy {
    roster = List.copyOf(roster);
    if (roster.isEmpty()) {
      throw new IllegalArgumentException("approvers: at least one name is needed");
    }
    if (names < 1) {
      throw new IllegalArgumentException("names: must be 1 or more, was " + names);
    }
  }
}
