package io.tripline.workflows.approval;

import io.tripline.workflows.approval.DecisionAnswer.Outcome;
import io.tripline.workflows.fault.Fault;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One gate with the names that it has so far; package-private state of {@link Approvals}. */
final class GateBook {
  private final ApprovalPolicy policy;
  private final Map<String, String> roster;
  private final @Nullable PersonName designated;

  /** Names that count so far, the requester's included; key to spelling of the roster. */
  private final Map<String, String> names = new LinkedHashMap<>();

  /** Keys of the people who said approve themselves: a request alone is no approval. */
  private final Map<String, String> said = new LinkedHashMap<>();

  private Gate gate;
  private GateState state = GateState.OPEN;
  private String endedBy = "";
  private @Nullable Instant coolingUntil;

  GateBook(
      Gate gate, ApprovalPolicy policy, Map<String, String> roster, @Nullable String designated) {
    this.designated = designated == null ? null : new PersonName(designated);
    this.gate = gate;
    this.policy = policy;
    this.roster = roster;
    if (gate.requester() != null) {
      countRequest(new PersonName(gate.requester()));
    }
  }

  Gate gate() {
    return gate;
  }

  GateState state() {
    return state;
  }

  List<String> approvedBy() {
    return List.copyOf(names.values());
  }

  @Nullable Instant coolingUntil() {
    return coolingUntil;
  }

  void expireAt(Instant now) {
    if (state == GateState.OPEN && !now.isBefore(gate.expiresAt())) {
      state = GateState.EXPIRED;
    }
  }

  void withdraw() {
    if (state == GateState.OPEN) {
      state = GateState.WITHDRAWN;
    }
  }

  /** A person asks for what the machine asked already; true when that name counts now. */
  boolean join(PersonName person) {
    boolean counts = roster.size() > 1 && roster.containsKey(person.key());
    boolean completes = names.size() + 1 >= gate.names();
    if (state != GateState.OPEN || gate.requester() != null || !counts || completes) {
      return false;
    }
    gate = withRequester(person.shown());
    countRequest(person);
    return true;
  }

  Ruling decide(CheckedDecision decision, Instant now) {
    String person = roster.get(decision.by().key());
    if (person == null) {
      return new Ruling.Refused(
          Fault.NOT_ON_LIST,
          decision.by() + " is not on the list of approvers; they are: " + people());
    }
    return switch (state) {
      case OPEN -> decision.approve() ? approve(decision, person, now) : deny(person);
      case APPROVED -> decided(decision, said.containsKey(decision.by().key()), true);
      case DENIED -> decided(decision, endedBy.equals(person), false);
      case EXPIRED ->
          late("expired at " + gate.expiresAt() + "; " + gate.safeOutcome() + "; ask again");
      case WITHDRAWN -> late("was withdrawn: the procedure has moved on");
    };
  }

  private Ruling deny(String person) {
    state = GateState.DENIED;
    endedBy = person;
    return counted(Outcome.DENIED, "Denied by " + person + ": " + gate.safeOutcome() + ".");
  }

  private Ruling approve(CheckedDecision decision, String person, Instant now) {
    if (decision.digest() != null && !decision.digest().equals(gate.digest())) {
      return new Ruling.Refused(
          Fault.NOT_READY,
          "the readings changed: you saw plan "
              + decision.digest()
              + ", gate "
              + gate.id()
              + " asks for plan "
              + gate.digest()
              + "; look at it again");
    }
    if (roster.size() == 1) {
      // The reader of the configuration sees to it that this one name is the designated one.
      return approveAlone(decision, person, now);
    }
    if (gate.requester() != null && new PersonName(gate.requester()).is(decision.by())) {
      return new Ruling.Refused(
          Fault.REQUESTER,
          person + " asked for it and counts as one name; somebody else must approve: " + others());
    }
    if (said.containsKey(decision.by().key())) {
      return new Ruling.Repeated(standing());
    }
    said.put(decision.by().key(), person);
    names.put(decision.by().key(), person);
    if (names.size() >= gate.names() && designatedCounts()) {
      state = GateState.APPROVED;
      return counted(Outcome.APPROVED, "Approved by " + String.join(" and ", approvedBy()) + ".");
    }
    return new Ruling.Counted(standing());
  }

  private boolean designatedCounts() {
    return designated == null || names.containsKey(designated.key());
  }

  /** One name only: what a second person would give is replaced by time to think. */
  private Ruling approveAlone(CheckedDecision decision, String person, Instant now) {
    Instant until = coolingUntil;
    if (until == null) {
      Instant decides = now.plus(policy.coolingOff());
      coolingUntil = decides;
      said.put(decision.by().key(), person);
      names.put(decision.by().key(), person);
      gate = withExpiry(decides.plus(policy.expiresAfter()));
      return new Ruling.Counted(standing());
    }
    if (now.isBefore(until)) {
      return new Ruling.Repeated(standing());
    }
    state = GateState.APPROVED;
    return counted(
        Outcome.APPROVED,
        "Approved by " + person + " alone, a second time after " + policy.coolingOff() + ".");
  }

  private Ruling decided(CheckedDecision decision, boolean samePerson, boolean approved) {
    if (decision.approve() == approved) {
      return samePerson
          ? new Ruling.Repeated(standing())
          : late("was " + (approved ? "approved" : "denied") + " already by " + deciders());
    }
    return new Ruling.Refused(
        Fault.ALREADY_DECIDED,
        "gate "
            + gate.id()
            + " was "
            + (approved ? "approved" : "denied")
            + " by "
            + deciders()
            + "; "
            + decision.verdict()
            + " comes too late");
  }

  /** Where it stands, for somebody who asks again. */
  DecisionAnswer standing() {
    return switch (state) {
      case APPROVED -> answer(Outcome.APPROVED, "Approved by " + deciders() + ".");
      case DENIED -> answer(Outcome.DENIED, "Denied by " + endedBy + ".");
      case OPEN, EXPIRED, WITHDRAWN ->
          coolingUntil == null
              ? answer(
                  Outcome.WAITING,
                  names.size() + " of " + gate.names() + " names; waiting for " + others() + ".")
              : answer(
                  Outcome.COOLING_OFF,
                  "Only one approver is configured: approve again after "
                      + coolingUntil
                      + " and before "
                      + gate.expiresAt()
                      + ".");
    };
  }

  private Ruling counted(Outcome outcome, String sentence) {
    return new Ruling.Counted(answer(outcome, sentence));
  }

  private DecisionAnswer answer(Outcome outcome, String sentence) {
    return new DecisionAnswer(gate.id(), outcome, approvedBy(), sentence);
  }

  private Ruling late(String why) {
    return new Ruling.Refused(Fault.TOO_LATE, "gate " + gate.id() + " " + why);
  }

  /** A lone approver's request does not count: the first approve starts the cooling-off. */
  private void countRequest(PersonName person) {
    String known = roster.get(person.key());
    if (known != null && roster.size() > 1) {
      names.put(person.key(), known);
    }
  }

  private String deciders() {
    return state == GateState.DENIED ? endedBy : String.join(" and ", approvedBy());
  }

  private String people() {
    return String.join(", ", roster.values());
  }

  private String others() {
    if (designated != null && !designatedCounts() && names.size() + 1 >= gate.names()) {
      return designated + ", who is designated for this";
    }
    List<String> left =
        roster.entrySet().stream()
            .filter(entry -> !names.containsKey(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return left.isEmpty() ? "nobody else on the list" : String.join(" or ", left);
  }

  private Gate withRequester(String requester) {
    return new Gate(
        gate.id(),
        gate.question(),
        gate.plan(),
        gate.digest(),
        gate.direction(),
        requester,
        gate.names(),
        gate.openedAt(),
        gate.expiresAt(),
        gate.safeOutcome());
  }

  private Gate withExpiry(Instant expiresAt) {
    return new Gate(
        gate.id(),
        gate.question(),
        gate.plan(),
        gate.digest(),
        gate.direction(),
        gate.requester(),
        gate.names(),
        gate.openedAt(),
        expiresAt,
        gate.safeOutcome());
  }
}
