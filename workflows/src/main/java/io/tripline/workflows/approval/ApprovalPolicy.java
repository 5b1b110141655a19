package io.tripline.workflows.approval;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may decide, and how many of them.
 *
 * @param roster the people; a single name means: first approval, cooling-off, second approval
 * @param names different people that a gate needs; the requester counts as the first of them
 * @param coolingOff between the two approvals of a one-name roster
 * @param expiresAfter wall time after which an undecided gate expires into its safe outcome
 * @param throttle whose name the reset of the execution throttle (K10) needs among the others;
 *     null: nobody is designated, and in histories of old
 */
public record ApprovalPolicy(
    List<Approver> roster,
    int names,
    Duration coolingOff,
    Duration expiresAfter,
    @Nullable String throttle) {
  /** Two names, 15 minutes of cooling-off, 15 minutes of life. */
  public static ApprovalPolicy of(List<Approver> roster) {
    return new ApprovalPolicy(roster, 2, Duration.ofMinutes(15), Duration.ofMinutes(15), null);
  }

  /** The same with somebody who must agree before an account that traded too often trades again. */
  public ApprovalPolicy designating(@Nullable String person) {
    return new ApprovalPolicy(roster, names, coolingOff, expiresAfter, person);
  }

  /** The same with another number of names. */
  public ApprovalPolicy needing(int others) {
    return new ApprovalPolicy(roster, others, coolingOff, expiresAfter, throttle);
  }

  /** Whether that person is among these; true where nobody is designated. */
  public boolean designatedAmong(Collection<String> by) {
    String person = throttle;
    return person == null
        || by.stream()
            .filter(name -> !name.isBlank())
            .anyMatch(name -> new PersonName(name).is(new PersonName(person)));
  }

  /**
   * Whether these could have passed a gate of this policy: so many different names of the list. Not
   * a decision, only a last look at what claims to be one.
   */
  public boolean satisfiedBy(Collection<String> by) {
    Set<String> known =
        roster.stream().map(one -> new PersonName(one.name()).key()).collect(Collectors.toSet());
    long counted =
        by.stream()
            .filter(name -> !name.isBlank())
            .map(name -> new PersonName(name).key())
            .filter(known::contains)
            .distinct()
            .count();
    return counted >= Math.min(names, known.size());
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
