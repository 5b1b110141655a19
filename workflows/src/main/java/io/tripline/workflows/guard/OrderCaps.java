package io.tripline.workflows.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How much trading a day may hold (risk.md K10, K11): hard caps that no configuration loosens.
 * Orders count when they are permitted, not when the broker has them; exits count and are never
 * refused. An entry beyond a cap is refused and halts the account (PermitDesk). Pure; owned by the
 * guard's workflow thread.
 */
final class OrderCaps {
  /**
   * An order that was permitted.
   *
   * @param at wall time
   * @param change false where it only prices the rest of an earlier order anew
   * @param order side, quantity and symbol; null in state of old, and once it is known that the
   *     broker never had it
   * @param permit its id; null in state of old
   */
  record Counted(
      Instant at, boolean entry, boolean change, @Nullable String order, @Nullable String permit) {
    /** Whether it may have changed the position: the broker has or had it, as far as is known. */
    boolean changed() {
      return change && (order != null || permit == null);
    }
  }

  /** K10: round trips a day. */
  static final int ROUND_TRIPS = 4;

  /** K10: changes of the position within {@link #CHANGES_WITHIN}. */
  static final int CHANGES = 2;

  static final Duration CHANGES_WITHIN = Duration.ofHours(1);

  /** K11: orders of an account that decides once a day. */
  static final int ORDERS_ONCE = 6;

  /** K11: orders a minute. */
  static final int ORDERS_A_MINUTE = 10;

  /** K12: how long the same order under another id is taken for the same one sent twice. */
  static final Duration SAME_WITHIN = Duration.ofSeconds(60);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<Counted> today;

  OrderCaps(List<Counted> today) {
    this.today = new ArrayList<>(today);
  }

  /** Why no further entry may be allowed; empty when one may. */
  Optional<String> blockedBy(boolean change, boolean intraday, Instant now) {
    return blockedBy(change, intraday, now, Counted::changed);
  }

  /** The same as runs of old counted: permits that were never used changed the position, too. */
  Optional<String> blockedByAll(boolean change, boolean intraday, Instant now) {
    return blockedBy(change, intraday, now, Counted::change);
  }

  private Optional<String> blockedBy(
      boolean change, boolean intraday, Instant now, Predicate<Counted> changed) {
    if (since(now.minus(MINUTE)) >= ORDERS_A_MINUTE) {
      return Optional.of("K11: " + ORDERS_A_MINUTE + " orders within a minute are the most");
    }
    if (!intraday && today.size() >= ORDERS_ONCE) {
      return Optional.of(
          "K11: " + ORDERS_ONCE + " orders a day are the most where one decision a day is made");
    }
    if (!change) {
      return Optional.empty();
    }
    if (today.stream().filter(c -> c.entry() && changed.test(c)).count() >= ROUND_TRIPS) {
      return Optional.of("K10: " + ROUND_TRIPS + " round trips a day are the most");
    }
    Instant from = now.minus(CHANGES_WITHIN);
    return today.stream().filter(c -> changed.test(c) && c.at().isAfter(from)).count() >= CHANGES
        ? Optional.of("K10: " + CHANGES + " changes of the position within an hour are the most")
        : Optional.empty();
  }

  /** K12: why an entry looks like another one sent again; empty when it does not. */
  Optional<String> duplicateOf(String order, boolean change, Instant now) {
    Instant from = now.minus(SAME_WITHIN);
    return change && today.stream().anyMatch(c -> order.equals(c.order()) && c.at().isAfter(from))
        ? Optional.of(
            "K12: "
                + order
                + " was permitted less than "
                + SAME_WITHIN.toSeconds()
                + " s ago under another id")
        : Optional.empty();
  }

  /**
   * An order that the broker never had, or refused: it counts as one (K11), but as no change of the
   * position (K10), and may be tried again.
   */
  void neverSent(String permit) {
    today.replaceAll(c ->
        permit.equals(c.permit()) ? new Counted(c.at(), c.entry(), c.change(), null, permit) : c);
  }

  void count(Counted order) {
    today.add(order);
  }

  void rollDay() {
    today.clear();
  }

  List<Counted> today() {
    return List.copyOf(today);
  }

  private long since(Instant from) {
    return today.stream().filter(c -> c.at().isAfter(from)).count();
  }
}
