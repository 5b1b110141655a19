package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives incidents their numbers and knows which are open: alerts of one cause join while that
 * incident is unresolved, afterwards the next number. Pure; owned by the guard's workflow thread.
 */
final class IncidentBook {
  /** Notices overtake each other by minutes; an id is never used again. */
  private static final int ENDED_KEPT = 50;

  private final AccountName account;
  private final Map<String, String> open;
  private final Map<String, Integer> numbers;
  private final Set<String> ended = new LinkedHashSet<>();

  /**
   * @param ended the last that ended; absent in a state of an older worker
   */
  IncidentBook(
      AccountName account,
      Map<String, String> open,
      Map<String, Integer> numbers,
      @Nullable List<String> ended) {
    this.account = account;
    this.open = new LinkedHashMap<>(open);
    this.numbers = new LinkedHashMap<>(numbers);
    if (ended != null) {
      this.ended.addAll(ended);
    }
  }

  /** The incident that an alert of this cause belongs to; a new one is open from now on. */
  String joinOrOpen(Cause cause, TradingDay day) {
    for (Map.Entry<String, String> entry : open.entrySet()) {
      if (entry.getValue().equals(cause.word())) {
        return entry.getKey();
      }
    }
    int number = numbers.merge(cause.word() + "-" + day, 1, Integer::sum);
    String id = IncidentId.of(account, cause, day, number).value();
    open.put(id, cause.word());
    return id;
  }

  /** It ended without saying so: the next alert of its cause begins another one. */
  void gone(String id) {
    open.remove(id);
    ended.remove(id);
    ended.add(id);
    if (ended.size() > ENDED_KEPT) {
      ended.remove(ended.iterator().next());
    }
  }

  /** True while an incident of this cause is not resolved. */
  boolean isOpen(Cause cause) {
    return open.containsValue(cause.word());
  }

  /** A number for a cause without a procedure of its own: it is recorded, and not kept open. */
  String number(Cause cause, TradingDay day) {
    String id = joinOrOpen(cause, day);
    open.remove(id);
    return id;
  }

  /** An incident that began elsewhere, or under a cause of its own, which it keeps. */
  void adopt(String id, Cause cause) {
    open.putIfAbsent(id, cause.word());
  }

  /**
   * @param endsOnce whether a notice that was overtaken by the end is not heard any more, which
   *     runs from before do not know
   */
  void says(String id, IncidentStatus status, boolean endsOnce) {
    if (over(status)) {
      gone(id);
    } else if (!endsOnce || !ended.contains(id)) {
      cause(id).ifPresent(cause -> begunElsewhere(id, cause));
    }
  }

  /** One that a person started, or that began while no guard answered. */
  private void begunElsewhere(String id, Cause cause) {
    if (open.putIfAbsent(id, cause.word()) == null) {
      numberOf(id)
          .ifPresent(number -> numbers.merge(cause.word() + "-" + dayOf(id), number, Integer::max));
    }
  }

  private Optional<Cause> cause(String id) {
    try {
      return new IncidentId(id).account().equals(Optional.of(account))
          ? new IncidentId(id).cause()
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The id ends in {@code -<day>-<n>}: a cause was found in it. */
  private static String dayOf(String id) {
    return id.replaceFirst(".*-(\\d{4}-\\d{2}-\\d{2})-\\d+$", "$1");
  }

  private static Optional<Integer> numberOf(String id) {
    try {
      return Optional.of(Integer.valueOf(id.substring(id.lastIndexOf('-') + 1)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  void remember(Map<String, Integer> past) {
    past.forEach((key, number) -> numbers.merge(key, number, Integer::max));
  }

  /** True where the procedure of the incident has ended. */
  static boolean over(IncidentStatus status) {
    return switch (status) {
      case DECLARED, ACKNOWLEDGED, MITIGATED -> false;
      case RESOLVED, IN_REVIEW, CLOSED, CANCELLED, MERGED -> true;
    };
  }

  /** True where this end is one of an outage. */
  boolean endsAnOutage(String id, IncidentStatus status) {
    return over(status) && cause(id).filter(Cause::outage).isPresent();
  }

  /** Open incidents of causes that only a P0 has: they may have asked for a flatten. */
  List<String> outages() {
    return open.entrySet().stream()
        .filter(each -> Cause.parse(each.getValue()).outage())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What the oldest of them was declared for; empty without any. */
  Optional<Cause> outageCause() {
    return open.values().stream().map(Cause::parse).filter(Cause::outage).findFirst();
  }

  List<String> open() {
    return List.copyOf(open.keySet());
  }

  Map<String, String> openWithCauses() {
    return new LinkedHashMap<>(open);
  }

  /** The last that ended, for the next run. */
  List<String> ended() {
    return List.copyOf(ended);
  }

  Map<String, Integer> numbers() {
    return new LinkedHashMap<>(numbers);
  }
}
