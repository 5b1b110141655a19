package io.tripline.worker.laws;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.JournalRecord;
import io.tripline.activities.journal.Verification;
import io.tripline.simulator.admin.LoggedRequest;
import io.tripline.worker.LawSystem;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What must hold of a day that is over, read from the broker, the journal and the histories. */
final class DayLaws {
  /** Client order id of the order that protects a part of the position. */
  static final String KEPT = Somebody.PREFIX + "keeps";

  private static final int ALL = 100_000;

  /** Permit life and write time-out; the rest is what a machine with two processors needs. */
  private static final Duration LATEST_ENTRY = Duration.ofSeconds(5 + 3 + 2);

  private static final BigDecimal CASH = new BigDecimal("100000");
  private static final BigDecimal TOLERANCE = new BigDecimal("1.02");

  private final LawSystem system;
  private final Set<String> incidents;
  private final List<String> broken = new ArrayList<>();

  DayLaws(LawSystem system, Set<String> incidents) {
    this.system = system;
    this.incidents = incidents;
  }

  /**
   * Unless flat was asked for, what protects stays through the halt. Judged before the second trip,
   * which always asks for flat.
   */
  static Optional<String> protectionIsGone(LawSystem system) {
    try (JournalReader journal = system.journal()) {
      return entries(journal, EntryKind.FLATTEN).isEmpty() && !system.rests(KEPT)
          ? Optional.of(
              "the protective order is gone although nobody asked for flat: "
                  + entries(journal, EntryKind.GUARD))
          : Optional.empty();
    }
  }

  List<String> broken() {
    List<Fill> fills = system.fills();
    neverShortNeverAboveThePlan(fills);
    try (JournalReader journal = system.journal()) {
      List<Entry> trips = entries(journal, EntryKind.TRIP);
      List<Entry> resets = entries(journal, EntryKind.RESET);
      noLateEntry(trips, resets);
      noEntryPermittedWhileHalted(trips, resets, entries(journal, EntryKind.PERMIT));
      onlyPeopleOrTheNextDayReset(resets, entries(journal, EntryKind.DECISION));
      eachDecisionOnce(entries(journal, EntryKind.DECISION));
      Verification chain = journal.verify();
      if (!chain.whole()) {
        broken.add("the audit chain is broken: " + chain.problems());
      }
    }
    healthy(AccountGuard.idOf(system.account()));
    healthy(Flatten.idOf(system.account()));
    incidents.forEach(this::healthy);
    return broken;
  }

  private void neverShortNeverAboveThePlan(List<Fill> fills) {
    BigDecimal cash = CASH;
    BigDecimal held = BigDecimal.ZERO;
    for (Fill fill : fills) {
      BigDecimal quantity = fill.quantity().amount();
      BigDecimal dollars = quantity.multiply(fill.price().amount());
      boolean buys = fill.side() == Side.BUY;
      held = buys ? held.add(quantity) : held.subtract(quantity);
      cash = buys ? cash.subtract(dollars) : cash.add(dollars);
      BigDecimal worth = held.multiply(fill.price().amount());
      if (held.signum() < 0) {
        broken.add("short of " + held + " after " + fill);
      }
      if (buys && worth.compareTo(cash.add(worth).multiply(TOLERANCE)) > 0) {
        broken.add(
            "holds "
                + worth.setScale(0, RoundingMode.HALF_UP)
                + " with "
                + cash.setScale(0, RoundingMode.HALF_UP)
                + " cash after "
                + fill);
      }
    }
  }

  /** No order of ours that raises exposure arrives while the account is halted. */
  private void noLateEntry(List<Entry> trips, List<Entry> resets) {
    for (LoggedRequest request : system.broker().requestsAfter(0)) {
      LoggedRequest.OrderNote order = request.order();
      if (order == null
          || !order.accepted()
          || !order.side().equals("buy")
          || order.clientOrderId().startsWith(Somebody.PREFIX)) {
        continue;
      }
      for (Entry trip : trips) {
        if (!trip.text().startsWith("KILL SWITCH TRIGGERED")) {
          continue;
        }
        Instant from = trip.at().plus(LATEST_ENTRY);
        Optional<Instant> until = end(trip, resets);
        Instant arrived = request.wallTime();
        if (arrived.isAfter(from) && until.map(arrived::isBefore).orElse(true)) {
          broken.add(
              "an entry reached the broker "
                  + Duration.between(trip.at(), arrived).toMillis()
                  + " ms after the trip: "
                  + order);
        }
      }
    }
  }

  /** Whoever asks, and whether or not it would be sent: the guard's own clock tells. */
  private void noEntryPermittedWhileHalted(
      List<Entry> trips, List<Entry> resets, List<Entry> permits) {
    for (Entry permit : permits) {
      if (!"true".equals(permit.data().get("entry"))) {
        continue;
      }
      for (Entry trip : trips) {
        if (trip.text().startsWith("KILL SWITCH TRIGGERED")
            && permit.at().isAfter(trip.at())
            && end(trip, resets).map(permit.at()::isBefore).orElse(true)) {
          broken.add(
              "the guard permitted an entry to "
                  + permit.actor()
                  + " "
                  + Duration.between(trip.at(), permit.at()).toMillis()
                  + " ms after the trip");
        }
      }
    }
  }

  private static Optional<Instant> end(Entry trip, List<Entry> resets) {
    return resets.stream()
        .filter(DayLaws::lifted)
        .map(Entry::at)
        .filter(at -> at.isAfter(trip.at()))
        .min(Instant::compareTo);
  }

  private static boolean lifted(Entry reset) {
    return reset.text().startsWith("reset of halt epoch");
  }

  private void onlyPeopleOrTheNextDayReset(List<Entry> resets, List<Entry> decisions) {
    for (Entry reset : resets) {
      if (!lifted(reset) || "true".equals(reset.data().get("automatic"))) {
        continue;
      }
      if (!reset.actor().contains("anna") || !reset.actor().contains("ben")) {
        broken.add("a reset by " + reset.actor() + " alone: " + reset.text());
      }
      boolean approved =
          decisions.stream()
              .filter(each -> Objects.equals(each.incident(), reset.incident()))
              .anyMatch(each -> "APPROVED".equals(each.data().get("outcome")));
      if (!approved) {
        broken.add("a reset that no decision approved: " + reset.text());
      }
    }
  }

  private void eachDecisionOnce(List<Entry> decisions) {
    Map<String, String> counted = new HashMap<>();
    for (Entry each : decisions) {
      String request = each.data().get("requestId");
      if (request == null || request.isEmpty() || "true".equals(each.data().get("refused"))) {
        continue;
      }
      String key = each.incident() + "/" + request + "/" + each.data().get("gate");
      String before = counted.put(key, each.text());
      if (before != null) {
        broken.add("a decision counted twice: " + before + " and " + each.text());
      }
    }
  }

  /** No step that can't be taken, and no end by time-out or failure. */
  private void healthy(String workflow) {
    List<HistoryEvent> events;
    try {
      events = system.client().fetchHistory(workflow).getEvents();
    } catch (RuntimeException e) {
      return;
    }
    for (HistoryEvent event : events) {
      EventType type = event.getEventType();
      // A message that arrived with a step's end makes the server ask for the step again.
      boolean again =
          event.getWorkflowTaskFailedEventAttributes().getCause()
              == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
      if ((type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED && !again && !missedOne(event, events))
          || type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED
          || type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT
          || type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED) {
        broken.add(workflow + ": " + event);
      }
    }
  }

  /**
   * On a machine that is busy with much else, SDK and in-memory server now and then disagree on
   * what the worker has seen already (after an Update that was answered within its step); the
   * worker forgets what it kept and reads everything anew. No step that can't be taken if one was
   * taken afterwards.
   */
  private static boolean missedOne(HistoryEvent event, List<HistoryEvent> events) {
    return event
            .getWorkflowTaskFailedEventAttributes()
            .getFailure()
            .getMessage()
            .startsWith("History is out of order")
        && events.stream()
            .anyMatch(later ->
                later.getEventId() > event.getEventId()
                    && later.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
  }

  private static List<Entry> entries(JournalReader journal, EntryKind kind) {
    return journal.ofKind(kind, ALL).stream().map(JournalRecord::entry).toList();
  }
}
