package io.tripline.workflows.guard;

import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Declares the incidents that no kill switch opens. Alarms of one cause join while that incident is
 * unresolved; a dead worker joins the halt for API errors, because an outage is one incident. For
 * workflow threads.
 */
final class AlarmDesk {
  private static final int KEPT = 100;
  private static final String CHANGE = "dead-worker-joins-api-errors";

  /** From then on an alarm that an ended incident did not hear begins the next one. */
  private static final String ENDED = "alarm-to-an-ended-incident";

  private final Dispatch dispatch = Workflow.newActivityStub(Dispatch.class, Policies.dispatch());
  private final GuardBooks books;
  private final OutageRelay outages;
  private final Map<String, DeclareAnswer> answered;
  private @Nullable Promise<Void> raised;

  AlarmDesk(GuardBooks books, OutageRelay outages, CaseMemory memory) {
    this.books = books;
    this.outages = outages;
    this.answered = new LinkedHashMap<>(memory.declared());
  }

  void begin() {
    books.rules.ask(CHANGE, 1);
    books.rules.ask(ENDED, 1);
  }

  /** Declares, or joins; the same request id is the same declaration. */
  DeclareAnswer declare(DeclareRequest request, AccountPolicy policy) {
    String requestId = request.requestId();
    DeclareAnswer known = requestId == null ? null : answered.get(requestId);
    if (known != null) {
      return known;
    }
    Optional<String> halt = haltForTheSameOutage(request);
    DeclareAnswer answer =
        halt.isPresent() ? join(halt.get(), request, policy) : open(request, policy);
    keep(request, answer);
    return answer;
  }

  /** Waits until the last alarm has begun its incident, or joined it. */
  void awaitRaised() {
    Promise<Void> last = raised;
    if (last != null) {
      last.get();
    }
  }

  /**
   * The incident that holds the halt for API errors, when our worker dies during it. A P0 that is
   * open already is joined as ever; a halt for anything else is no outage, the P0 goes before it.
   */
  private Optional<String> haltForTheSameOutage(DeclareRequest request) {
    Trip trip = books.halts.trip();
    return books.rules.at(CHANGE) >= 1
            && request.severity() == Severity.P0
            && request.cause() == Cause.WORKER_DOWN
            && !books.incidents.isOpen(Cause.WORKER_DOWN)
            && trip != null
            && trip.killSwitch() == KillSwitch.K3
            && books.incidents.open().contains(trip.incident())
        ? Optional.of(trip.incident())
        : Optional.empty();
  }

  private DeclareAnswer join(String id, DeclareRequest request, AccountPolicy policy) {
    Alarm alarm = alarm(id, request, policy);
    record(id, request, true);
    raised =
        books.duties.start(
            "tell the incident of the halt",
            () -> {
              outages.awaitDeclaration();
              if (!dispatch.join(alarm)) {
                books.note(id + " has ended: the P0 gets an incident of its own");
                keep(request, open(request, policy));
              }
            });
    books.show();
    return new DeclareAnswer(id, true);
  }

  private DeclareAnswer open(DeclareRequest request, AccountPolicy policy) {
    boolean joined = books.incidents.isOpen(request.cause());
    String id = books.incidents.joinOrOpen(request.cause(), books.dayOf(null));
    Alarm alarm = alarm(id, request, policy);
    record(id, request, joined);
    raised =
        books.duties.start(
            "declare the incident",
            () -> {
              boolean heard = !Boolean.FALSE.equals(dispatch.raise(alarm));
              if (!heard && books.rules.at(ENDED) >= 1) {
                // It ended, and the guard did not hear of that in time.
                books.incidents.gone(id);
                books.note(id + " has ended: the alarm gets an incident of its own");
                keep(request, open(request, policy));
              }
            });
    outages.tell(null);
    books.show();
    return new DeclareAnswer(id, joined);
  }

  private Alarm alarm(String id, DeclareRequest request, AccountPolicy policy) {
    Instant detected = request.detectedAt();
    Map<String, String> evidence = request.evidence();
    return new Alarm(
        new IncidentId(id),
        policy,
        request.severity(),
        request.cause(),
        books.dayOf(null),
        request.by(),
        request.reason(),
        detected == null ? books.now() : detected,
        books.marketNow(),
        evidence == null ? Map.of() : evidence);
  }

  private void record(String id, DeclareRequest request, boolean joined) {
    books.record(
        EntryKind.GUARD,
        id,
        request.severity() + (joined ? " joined: " : " declared: ") + request.reason(),
        Map.of("by", request.by(), "cause", request.cause().word()));
  }

  private void keep(DeclareRequest request, DeclareAnswer answer) {
    String requestId = request.requestId();
    if (requestId != null) {
      answered.put(requestId, answer);
    }
  }

  /** What was answered lately, for the next run. */
  CaseMemory memory() {
    Map<String, DeclareAnswer> kept = new LinkedHashMap<>();
    answered.entrySet().stream()
        .skip(Math.max(0, answered.size() - KEPT))
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return new CaseMemory(kept, outages.told(), outages.halt());
  }
}
