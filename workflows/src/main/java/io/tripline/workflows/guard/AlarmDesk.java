package io.tripline.workflows.guard;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.runbook.IncidentId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Declares the incidents that no kill switch opens. Alarms of one cause join while that incident is
 * unresolved. For workflow threads.
 */
final class AlarmDesk {
  private final Dispatch dispatch = Workflow.newActivityStub(Dispatch.class, Policies.dispatch());
  private final GuardBooks books;
  private final Map<String, DeclareAnswer> answered = new LinkedHashMap<>();

  AlarmDesk(GuardBooks books) {
    this.books = books;
  }

  /** Declares, or joins; the same request id is the same declaration. */
  DeclareAnswer declare(DeclareRequest request, AccountPolicy policy) {
    String requestId = request.requestId();
    DeclareAnswer known = requestId == null ? null : answered.get(requestId);
    if (known != null) {
      return known;
    }
    TradingDay day = books.dayOf(null);
    boolean joined = books.incidents.isOpen(request.cause());
    String id = books.incidents.joinOrOpen(request.cause(), day);
    Instant detected = request.detectedAt();
    Map<String, String> evidence = request.evidence();
    Alarm alarm =
        new Alarm(
            new IncidentId(id),
            policy,
            request.severity(),
            request.cause(),
            day,
            request.by(),
            request.reason(),
            detected == null ? books.now() : detected,
            books.marketNow(),
            evidence == null ? Map.of() : evidence);
    books.record(
        EntryKind.GUARD,
        id,
        request.severity() + (joined ? " joined: " : " declared: ") + request.reason(),
        Map.of("by", request.by(), "cause", request.cause().word()));
    books.duties.start("declare the incident", () -> dispatch.raise(alarm));
    books.show();
    DeclareAnswer answer = new DeclareAnswer(id, joined);
    if (requestId != null) {
      answered.put(requestId, answer);
    }
    return answer;
  }
}
