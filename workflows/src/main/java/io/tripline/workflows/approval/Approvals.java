package io.tripline.workflows.approval;

import io.tripline.workflows.approval.DecisionAnswer.Outcome;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one workflow's gates: who decided what, in whatever order and however often it
 * arrives. Pure: time comes in as wall time, nothing is awaited. Only for workflow threads.
 *
 * <p>A decision may come before its gate opens. It is kept for as long as a gate would live and
 * judged by the same rules when the gate opens; an older one no longer counts.
 */
public final class Approvals {
  private final ApprovalPolicy policy;
  private final List<String> kinds;
  private final @Nullable String incident;
  private final Map<String, String> roster = new LinkedHashMap<>();
  private final Map<String, Integer> opened = new LinkedHashMap<>();
  private final Map<String, GateBook> gates = new LinkedHashMap<>();
  private final Map<String, Answered> answered = new LinkedHashMap<>();
  private final List<Early> early = new ArrayList<>();
  private final List<DecisionRecord> records = new ArrayList<>();
  private int taken;
  private boolean keepsConflicts;
  private boolean renewsEarly;

  private record Answered(CheckedDecision decision, @Nullable String gate, Ruling ruling) {}

  private record Early(CheckedDecision decision, String gate, Instant at, String via) {}

  /** Of a procedure that is no incident: a decision that names one is meant for another gate. */
  public Approvals(ApprovalPolicy policy, List<String> kinds) {
    this(policy, kinds, null);
  }

  /**
   * No gate is open.
   *
   * @param kinds first parts of the ids of the gates that this workflow may open
   * @param incident whose gates these are; a decision that names another one counts for nothing
   */
  public Approvals(ApprovalPolicy policy, List<String> kinds, @Nullable String incident) {
    this.incident = incident;
    this.policy = policy;
    this.kinds = List.copyOf(kinds);
    for (Approver approver : policy.roster()) {
      roster.putIfAbsent(new PersonName(approver.name()).key(), approver.name().strip());
    }
  }

  /**
   * From here on a decision under the request id of another one is recorded, too. Histories of old
   * do not know those entries, so whoever asks for this must know that its run does.
   */
  public void keepConflicts() {
    keepsConflicts = true;
  }

  /**
   * From here on a decision that comes before its gate once more counts from then on. Histories of
   * old go by the first, however old it is when the gate opens.
   */
  public void renewEarly() {
    renewsEarly = true;
  }

  /** For validators: throws {@link Refusal} only for what cannot be read as a decision. */
  public static void check(@Nullable DecisionRequest request) {
    CheckedDecision.of(request);
  }

  /**
   * Opens a gate under the next id of its kind and applies the decisions that came before it; look
   * at {@link #stateOf} at once, they may have decided it. A gate of that kind that is still open
   * must be joined, or withdrawn first.
   */
  public Gate open(GateSpec spec, Instant now) {
    expire(now);
    String id = nextId(spec.kind());
    opened.merge(spec.kind(), 1, Integer::sum);
    Gate gate =
        new Gate(
            id,
            spec.question(),
            spec.plan(),
            PlanDigest.of(spec.plan()),
            spec.direction(),
            spec.requester() == null ? null : spec.requester().strip(),
            policy.names(),
            now,
            now.plus(policy.expiresAfter()),
            spec.safeOutcome());
    GateBook book = new GateBook(gate, policy, roster, spec.designated());
    gates.put(id, book);
    List<Early> due = early.stream().filter(kept -> kept.gate().equals(id)).toList();
    early.removeAll(due);
    for (Early kept : due) {
      applyEarly(book, kept, now);
    }
    return book.gate();
  }

  /** Takes a decision; idempotent by request id, and by person and verdict. */
  public Ruling decide(@Nullable DecisionRequest request, Instant now, String via) {
    CheckedDecision decision;
    try {
      decision = CheckedDecision.of(request);
    } catch (Refusal refusal) {
      return new Ruling.Malformed(String.valueOf(refusal.getMessage()));
    }
    expire(now);
    Answered before = decision.requestId() == null ? null : answered.get(decision.requestId());
    if (before != null) {
      return again(before, decision, now, via);
    }
    Ruling ruling = rule(decision, now, via);
    if (decision.requestId() != null) {
      answered.put(decision.requestId(), new Answered(decision, gateOf(decision), ruling));
    }
    return ruling;
  }

  /**
   * A person asks for what an open gate asks already. Counts as the first name when the machine
   * opened the gate and another name is still needed; never approves by itself.
   *
   * @return true when the name counts
   */
  public boolean join(String gate, PersonName person) {
    GateBook book = gates.get(gate);
    return book != null && book.join(person);
  }

  /** Ends what has lived too long; {@link #decide} and {@link #open} do it too. */
  public void expire(Instant now) {
    for (GateBook book : gates.values()) {
      book.expireAt(now);
    }
  }

  /** Ends an open gate that the procedure no longer needs. */
  public void withdraw(String gate) {
    GateBook book = gates.get(gate);
    if (book != null) {
      book.withdraw();
    }
  }

  /** A gate as it stands; its expiry may move while a lone approver cools off. */
  public Optional<Gate> gate(String id) {
    return Optional.ofNullable(gates.get(id)).map(GateBook::gate);
  }

  /** Where a gate stands; empty when it was never opened. */
  public Optional<GateState> stateOf(String id) {
    return Optional.ofNullable(gates.get(id)).map(GateBook::state);
  }

  /** The names that count so far, the requester's included. */
  public List<String> approvedBy(String id) {
    GateBook book = gates.get(id);
    return book == null ? List.of() : book.approvedBy();
  }

  /** Where a gate stands, in the words that a decision would be answered with. */
  public Optional<DecisionAnswer> standing(String id) {
    return Optional.ofNullable(gates.get(id)).map(GateBook::standing);
  }

  /** When a lone approver may approve again; empty without cooling-off. */
  public Optional<Instant> coolingUntil(String id) {
    return Optional.ofNullable(gates.get(id)).map(GateBook::coolingUntil);
  }

  /** Every gate that is open, oldest first. */
  public List<Gate> openGates() {
    return gates.values().stream()
        .filter(book -> book.state() == GateState.OPEN)
        .map(GateBook::gate)
        .toList();
  }

  /** Every decision so far, refused ones too, each once. */
  public List<DecisionRecord> records() {
    return List.copyOf(records);
  }

  /** The records that were not taken before; each is handed out once, for the journal. */
  public List<DecisionRecord> takeNewRecords() {
    List<DecisionRecord> fresh = List.copyOf(records.subList(taken, records.size()));
    taken = records.size();
    return fresh;
  }

  /** Who decided a gate last, by name; empty while none is decided. */
  public Optional<String> lastDecider() {
    return records.stream()
        .filter(each -> !each.refused())
        .filter(each ->
            each.outcome().equals(Outcome.APPROVED.name())
                || each.outcome().equals(Outcome.DENIED.name()))
        .map(DecisionRecord::by)
        .reduce((earlier, later) -> later);
  }

  private Ruling again(Answered before, CheckedDecision decision, Instant now, String via) {
    boolean sameIncident =
        Objects.equals(before.decision().incident(), decision.incident())
            || (meantHere(before.decision()) && meantHere(decision));
    boolean sameGate =
        decision.gate() == null || before.gate() == null || decision.gate().equals(before.gate());
    if (!sameIncident || !sameGate || !before.decision().saysTheSameAs(decision)) {
      Ruling.Refused conflict =
          new Ruling.Refused(
              Fault.CONFLICT,
              "request id " + decision.requestId() + " was used before for another decision");
      String gate = gateOf(decision);
      return keepsConflicts
          ? refuse(decision, gate == null ? "" : gate, now, via, conflict)
          : conflict;
    }
    return switch (before.ruling()) {
      case Ruling.Counted(var answer) -> new Ruling.Repeated(answer);
      case Ruling.Repeated repeated -> repeated;
      case Ruling.Refused refused -> refused;
      case Ruling.Malformed malformed -> malformed;
    };
  }

  private Ruling rule(CheckedDecision decision, Instant now, String via) {
    String id = gateOf(decision);
    if (!meantHere(decision)) {
      return refuse(
          decision,
          id == null ? "" : id,
          now,
          via,
          new Ruling.Refused(
              Fault.CONFLICT,
              "this decision is meant for "
                  + decision.incident()
                  + ", and came to "
                  + (incident == null ? "what is no incident" : incident)));
    }
    if (id == null) {
      List<Gate> open = openGates();
      return refuse(
          decision,
          "",
          now,
          via,
          new Ruling.Refused(
              Fault.NO_SUCH_GATE,
              open.isEmpty()
                  ? "no gate is open"
                  : "several gates are open, name one: "
                      + String.join(", ", open.stream().map(Gate::id).toList())));
    }
    GateBook book = gates.get(id);
    if (book != null) {
      return keep(decision, id, now, via, book.decide(decision, now));
    }
    if (kinds.stream().noneMatch(kind -> nextId(kind).equals(id))) {
      return refuse(
          decision,
          id,
          now,
          via,
          new Ruling.Refused(Fault.NO_SUCH_GATE, "no gate " + id + " is or was open here"));
    }
    DecisionAnswer waiting =
        new DecisionAnswer(
            id, Outcome.WAITING, List.of(), "Kept: it is judged when gate " + id + " opens.");
    List<Early> before =
        early.stream()
            .filter(e -> e.gate().equals(id) && e.decision().saysTheSameAs(decision))
            .toList();
    if (renewsEarly) {
      early.removeAll(before);
      early.add(new Early(decision, id, now, via));
      if (before.stream().anyMatch(each -> !stale(each, now))) {
        return new Ruling.Repeated(waiting);
      }
    } else if (!before.isEmpty()) {
      return new Ruling.Repeated(waiting);
    } else {
      early.add(new Early(decision, id, now, via));
    }
    record(decision, id, now, "EARLY", false, via);
    return new Ruling.Counted(waiting);
  }

  /** Each incident's first gate has the same id: the gate alone does not say whose is meant. */
  private boolean meantHere(CheckedDecision decision) {
    return decision.incident() == null || decision.incident().equals(incident);
  }

  private boolean stale(Early kept, Instant now) {
    return !now.isBefore(kept.at().plus(policy.expiresAfter()));
  }

  private void applyEarly(GateBook book, Early kept, Instant now) {
    Ruling ruling =
        stale(kept, now)
            ? new Ruling.Refused(
                Fault.TOO_LATE, "sent at " + kept.at() + ", too long before the gate opened")
            : book.decide(kept.decision(), now);
    keep(kept.decision(), book.gate().id(), now, kept.via(), ruling);
    if (kept.decision().requestId() != null) {
      answered.put(
          kept.decision().requestId(), new Answered(kept.decision(), book.gate().id(), ruling));
    }
  }

  private Ruling keep(
      CheckedDecision decision, String gate, Instant now, String via, Ruling ruling) {
    return switch (ruling) {
      case Ruling.Counted counted -> {
        record(decision, gate, now, counted.answer().outcome().name(), false, via);
        yield counted;
      }
      case Ruling.Refused refused -> refuse(decision, gate, now, via, refused);
      case Ruling.Repeated repeated -> repeated;
      case Ruling.Malformed malformed -> malformed;
    };
  }

  private Ruling refuse(
      CheckedDecision decision, String gate, Instant now, String via, Ruling.Refused refused) {
    record(decision, gate, now, refused.fault().name(), true, via);
    return refused;
  }

  private void record(
      CheckedDecision decision,
      String gate,
      Instant now,
      String outcome,
      boolean refused,
      String via) {
    String requestId =
        decision.requestId() == null ? "unnamed-" + (records.size() + 1) : decision.requestId();
    records.add(
        new DecisionRecord(
            requestId,
            gate,
            decision.verdict(),
            decision.by().shown(),
            decision.reason(),
            now,
            outcome,
            refused,
            via));
  }

  private @Nullable String gateOf(CheckedDecision decision) {
    if (decision.gate() != null) {
      return decision.gate();
    }
    List<Gate> open = openGates();
    if (open.size() == 1) {
      return open.get(0).id();
    }
    // A repeat without a gate id still finds the gate that has just ended.
    return open.isEmpty() ? gates.keySet().stream().reduce((a, b) -> b).orElse(null) : null;
  }

  private String nextId(String kind) {
    return kind + "-" + (opened.getOrDefault(kind, 0) + 1);
  }
}
