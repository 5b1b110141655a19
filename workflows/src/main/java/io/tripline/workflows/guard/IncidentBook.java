package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives incidents their numbers and knows which are open: alerts of one cause join while that
 * incident is unresolved, afterwards the next number. Pure; owned by the guard's workflow thread.
 */
final class IncidentBook {
  private final AccountName account;
  private final Map<String, String> open;
  private final Map<String, Integer> numbers;

  IncidentBook(AccountName account, Map<String, String> open, Map<String, Integer> numbers) {
    this.account = account;
    this.open = new LinkedHashMap<>(open);
    this.numbers = new LinkedHashMap<>(numbers);
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

  /** A number for a cause without a procedure of its own: it is recorded, and not kept open. */
  String number(Cause cause, TradingDay day) {
    String id = joinOrOpen(cause, day);
    open.remove(id);
    return id;
  }

  /** An incident that began elsewhere, such as one that a person declared. */
  void adopt(String id, Cause cause) {
    open.put(id, cause.word());
  }

  void says(String id, IncidentStatus status) {
    switch (status) {
      case DECLARED, ACKNOWLEDGED, MITIGATED -> {
        // Only incidents that the guard numbered or adopted are on its books.
      }
      case RESOLVED, IN_REVIEW, CLOSED, CANCELLED, MERGED -> open.remove(id);
    }
  }

  void remember(Map<String, Integer> past) {
    past.forEach((key, number) -> numbers.merge(key, number, Integer::max));
  }

  List<String> open() {
    return List.copyOf(open.keySet());
  }

  Map<String, String> openWithCauses() {
    return new LinkedHashMap<>(open);
  }

  Map<String, Integer> numbers() {
    return new LinkedHashMap<>(numbers);
  }
}
