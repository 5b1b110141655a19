package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.journal.EntryKind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Puts the incident's status on the guard's books, beside the procedure and in the order in which
 * it came to be: "mitigated" behind "resolved" would open it there again. For workflow threads.
 */
final class GuardNotices {
  private final Halts books = Workflow.newActivityStub(Halts.class, Policies.books());
  private final Deque<IncidentNotice> waiting = new ArrayDeque<>();
  private final Facts facts;
  private final RunSheet sheet;
  private final CaseRules rules;
  private int telling;

  GuardNotices(Facts facts, RunSheet sheet, CaseRules rules) {
    this.rules = rules;
    this.facts = facts;
    this.sheet = sheet;
  }

  /**
   * Tells where it stands now.
   *
   * @param by who resolved it, where a person did
   */
  void tell(@Nullable String by) {
    IncidentNotice notice = new IncidentNotice(facts.account(), facts.id(), facts.status(), by);
    if (!rules.has(CaseRules.TOLD_IN_ORDER)) {
      telling++;
      Async.procedure(() -> {
        send(notice);
        telling--;
      });
      return;
    }
    waiting.add(notice);
    if (telling == 0) {
      telling++;
      Async.procedure(this::drain);
    }
  }

  /** True while nothing is left to be told. */
  boolean quiet() {
    return telling == 0;
  }

  private void drain() {
    while (!waiting.isEmpty()) {
      boolean sent = send(waiting.remove());
      // Nobody listened for an hour: only where it stands by now is worth another one.
      while (!sent && waiting.size() > 1) {
        waiting.remove();
      }
    }
    telling--;
  }

  private boolean send(IncidentNotice notice) {
    try {
      books.incident(notice);
      return true;
    } catch (ActivityFailure e) {
      sheet.record(
          EntryKind.INCIDENT,
          CaseDesk.MACHINE,
          "the guard's books could not be told: " + Fault.detailOf(e),
          Figures.of());
      return false;
    }
  }
}
