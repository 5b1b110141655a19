package io.tripline.workflows.guard;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.proof.PermitRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who was allowed to send what: permits by number, answers by request id, and which orders may
 * still reach the broker. Pure; owned by the guard's workflow thread.
 */
final class PermitBook {
  /**
   * A permit's life from the guard's decision: long enough for one call, too short to be forgotten.
   */
  static final Duration LIFE = Duration.ofSeconds(5);

  /** How long an unsettled permit keeps further entries out: one open order at a time. */
  static final Duration BLOCKS_FOR = Duration.ofSeconds(60);

  private final String prefix;
  private int last;
  private final List<Permit> unsettled;
  private final Map<String, PermitAnswer> answered;
  private int granted;
  private int refused;

  PermitBook(
      String firstRun,
      int last,
      List<Permit> unsettled,
      Map<String, PermitAnswer> answered,
      int granted,
      int refused) {
    this.prefix = firstRun.substring(0, Math.min(8, firstRun.length()));
    this.last = last;
    this.unsettled = new ArrayList<>(unsettled);
    this.answered = new LinkedHashMap<>(answered);
    this.granted = granted;
    this.refused = refused;
  }

  Optional<PermitAnswer> known(String requestId) {
    return Optional.ofNullable(answered.get(requestId));
  }

  /** Why no further entry may be allowed beside those that are under way. */
  Optional<String> blockedBy(Instant now) {
    return unsettled.stream()
        .filter(permit -> now.isBefore(permit.expiresAt().plus(BLOCKS_FOR)))
        .findFirst()
        .map(permit -> "order " + permit.id() + " is not settled yet: one open order at a time");
  }

  /** Spends the next id. From here on the order counts as one that may reach the broker. */
  Permit reserve(int epoch, Instant now) {
    last++;
    Permit permit = new Permit(new ClientOrderId(prefix + "-" + last), epoch, now, now.plus(LIFE));
    unsettled.add(permit);
    return permit;
  }

  /** The life counts from the decision, not from the reservation. */
  PermitAnswer grant(String requestId, Permit reserved, Instant now) {
    Permit permit = new Permit(reserved.id(), reserved.epoch(), now, now.plus(LIFE));
    unsettled.replaceAll(other -> other.id().equals(permit.id()) ? permit : other);
    granted++;
    PermitAnswer answer = new PermitAnswer.Granted(permit);
    answered.put(requestId, answer);
    return answer;
  }

  PermitAnswer refuse(String requestId, Fault fault, String reason) {
    refused++;
    PermitAnswer answer = new PermitAnswer.Refused(fault, reason);
    answered.put(requestId, answer);
    return answer;
  }

  /** What was refused since the day began, for reasons that begin like that. */
  List<String> refusedToday(String prefix) {
    List<String> reasons = new ArrayList<>();
    for (PermitAnswer answer : answered.values()) {
      if (answer instanceof PermitAnswer.Refused(Fault fault, String reason)
          && reason.startsWith(prefix)) {
        reasons.add(reason);
      }
    }
    return reasons;
  }

  void withdraw(Permit reserved) {
    unsettled.removeIf(permit -> permit.id().equals(reserved.id()));
  }

  void settle(Settlement settlement) {
    switch (settlement.outcome()) {
      case NOT_SENT, REFUSED, ENDED ->
          unsettled.removeIf(permit -> permit.id().equals(settlement.permit()));
      case RESTING, UNKNOWN -> {
        // The order may still fill: it stays on the books until it has ended.
      }
    }
  }

  /** Day orders of the day before have ended, so what expired then is off the books. */
  void rollDay(Instant now) {
    unsettled.removeIf(permit -> permit.expiresAt().isBefore(now));
    answered.clear();
    granted = 0;
    refused = 0;
  }

  /** Makes sure that ids of a lost server are never used again. */
  void startAfter(int number) {
    last = Math.max(last, number);
  }

  List<PermitRef> refs() {
    return unsettled.stream()
        .map(permit -> new PermitRef(permit.id(), permit.expiresAt()))
        .toList();
  }

  List<Permit> unsettled() {
    return List.copyOf(unsettled);
  }

  Map<String, PermitAnswer> answered() {
    return new LinkedHashMap<>(answered);
  }

  int last() {
    return last;
  }

  int granted() {
    return granted;
  }

  int refused() {
    return refused;
  }
}
