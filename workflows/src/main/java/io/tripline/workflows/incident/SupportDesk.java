package io.tripline.workflows.incident;

import io.tripline.workflows.broker.Position;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.notify.ContactTable;
import io.tripline.workflows.runbook.RunbookStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Step "Call Broker Support (if needed)": offered, beside the others, where only the broker can
 * help, with what its support asks for. Whether to write is for people; nothing waits for it. For
 * workflow threads.
 */
final class SupportDesk {
  /** An outage of hours fails the same calls again and again. */
  private static final int KEPT = 12;

  private @Nullable RunbookStep step;
  private final Facts facts;
  private final RunSheet sheet;
  private final Announcements announcements;
  private final Set<String> reasons = new LinkedHashSet<>();
  private final Set<String> failedCalls = new LinkedHashSet<>();
  private List<String> positions = List.of();
  private @Nullable Instant since;

  SupportDesk(Procedure procedure, Facts facts, RunSheet sheet, Announcements announcements) {
    this.step = procedure.support();
    this.facts = facts;
    this.sheet = sheet;
    this.announcements = announcements;
  }

  /** The document that it goes through from here on. */
  void turnTo(@Nullable RunbookStep next) {
    step = next;
  }

  /** The broker's API does not do what it should; the calls that failed are kept. */
  void failing(ApiHealth health) {
    List<String> failed =
        health.calls().stream()
            .filter(call -> call.check() != Check.PASS)
            .map(call -> shown(call, health.at()))
            .toList();
    offer("the broker's API fails", failed);
  }

  /** A part of the system that is the broker's does not work. */
  void failing(SystemState seen) {
    if (seen.broker().check() == Check.FAIL) {
      offer("the broker's API: " + seen.broker().text(), List.of());
    }
    if (seen.credentials().check() == Check.FAIL) {
      offer("the API keys: " + seen.credentials().text(), List.of());
    }
  }

  /** What could not be closed. */
  void residual(List<Position> left) {
    positions = left.stream().map(each -> each.quantity() + " " + each.symbol()).toList();
    offer("position(s) could not be closed: " + String.join(", ", positions), List.of());
  }

  /** Something else that the broker alone can lift or explain. */
  void offer(String reason) {
    offer(reason, List.of());
  }

  private void offer(String reason, List<String> calls) {
    if (step == null || !announcements.promises()) {
      return;
    }
    calls.forEach(call -> add(failedCalls, call));
    boolean news = add(reasons, Plain.line(reason, 300));
    if (since == null) {
      since = RunSheet.now();
      sheet.record(
          EntryKind.INCIDENT,
          CaseDesk.MACHINE,
          "Broker Support may be needed: "
              + reason
              + "; the text is ready: "
              + NextCommand.support(facts.id()),
          Figures.of("support", "offered"));
    }
    if (news) {
      sheet.waiting(step, offered());
    }
  }

  /** The incident is over: says whether it was needed. */
  void close() {
    if (step == null || sheet.ended(step)) {
      return;
    }
    if (since == null) {
      sheet.notApplicable(step, "nothing that only the broker could help with");
    } else {
      sheet.done(step, offered());
    }
  }

  /** Null while nothing is needed. */
  @Nullable SupportNeed need() {
    Instant from = since;
    return from == null
        ? null
        : new SupportNeed(
            from, List.copyOf(reasons), List.copyOf(failedCalls), List.copyOf(positions));
  }

  private String offered() {
    return "offered at "
        + (since == null ? "" : Plain.time(since))
        + " ("
        + ContactTable.shown(new ContactTable(facts.policy().contacts()).brokerSupport())
        + "): "
        + String.join("; ", reasons);
  }

  private static String shown(ProbedCall call, Instant at) {
    return Plain.time(at)
        + "  "
        + call.call()
        + "  "
        + (call.fault() == null ? "" : call.fault() + ", ")
        + Plain.line(call.detail(), 120)
        + (call.requestId().isEmpty() ? ", no request id" : ", request id " + call.requestId());
  }

  /** The first ones tell when it began; of the rest the last ones are kept. */
  private static boolean add(Set<String> kept, String line) {
    if (!kept.add(line)) {
      return false;
    }
    if (kept.size() > KEPT) {
      List<String> all = new ArrayList<>(kept);
      kept.remove(all.get(KEPT / 2));
    }
    return true;
  }
}
