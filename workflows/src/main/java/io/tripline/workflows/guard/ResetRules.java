package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.PermitRef;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a halt may be lifted (risk.md section 8.3). Pure: every condition is a sentence that says
 * what is missing.
 */
final class ResetRules {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** After its permit's life an order may arrive for the write time-out, and show up later. */
  static final Duration LATEST_ARRIVAL = Duration.ofSeconds(13);

  private ResetRules() {}

  /** Why a reset is refused. */
  record Refused(Fault fault, String sentence) {}

  static Optional<Refused> check(
      ResetRequest request, AccountPolicy policy, StandingHalt halt, ResetFacts facts) {
    Trip trip = halt.trip();
    if (!request.incident().equals(trip.incident())) {
      return refused(Fault.CONFLICT, "the halt belongs to " + trip.incident());
    }
    if (halt.flattening()) {
      return refused(Fault.NOT_READY, "a flatten is under way");
    }
    if (!halt.byFile().isEmpty()) {
      return refused(
          Fault.NOT_READY, halt.byFile() + "; remove it, and give the watch half a minute");
    }
    if (halt.alsoFails().isPresent()) {
      return refused(Fault.NOT_READY, "also fails: " + halt.alsoFails().get());
    }
    Optional<Refused> ofTheSwitch =
        switch (trip.killSwitch()) {
          case K1, K1S, K14 -> nothingOpen(facts).or(() -> clean(halt.othersUnclean()));
          case K2, K3, K4, K5, K6, K7, K8, K9, K10, K11, K12, K13, K15, K16, K17, K18, K19 ->
              trip.level() == TripLevel.FLATTEN
                  ? nothingOpen(facts).or(() -> clean(halt.unclean()))
                  : asIntended(halt, facts).or(() -> clean(halt.unclean()));
        };
    if (ofTheSwitch.isPresent()) {
      return ofTheSwitch;
    }
    FlattenNotice flatten = halt.flatten();
    FlattenResult result = flatten == null ? null : flatten.result();
    if (trip.level() == TripLevel.FLATTEN
        && verdictOf(trip) != LossVerdict.DATA
        && result == null) {
      return refused(Fault.NOT_READY, "flat is not proven yet");
    }
    if (result instanceof FlattenResult.Aborted) {
      return request.automatic()
          ? refused(Fault.NOT_READY, "the flatten was aborted: a person must decide")
          : named(request, policy, trip, facts);
    }
    if (result instanceof FlattenResult.ProvenFlat && facts.positions() > 0) {
      return refused(
          Fault.NOT_READY,
          "flat was proven, but " + facts.positions() + " position(s) are there again");
    }
    return request.automatic()
        ? automatic(policy, trip, result, facts)
        : named(request, policy, trip, facts);
  }

  private static Optional<Refused> nothingOpen(ResetFacts facts) {
    return facts.openOrders() > 0
        ? refused(Fault.NOT_READY, facts.openOrders() + " order(s) are still open in scope")
        : Optional.empty();
  }

  /** Nothing was closed, so what is there must be what was meant to be there. */
  private static Optional<Refused> asIntended(StandingHalt halt, ResetFacts facts) {
    if (facts.openEntries() > 0) {
      return refused(
          Fault.NOT_READY, facts.openEntries() + " order(s) that could raise exposure are open");
    }
    for (PermitRef permit : halt.unsettled()) {
      if (facts.at().isBefore(permit.usableUntil().plus(LATEST_ARRIVAL))) {
        return refused(Fault.NOT_READY, "order " + permit.id() + " may still arrive");
      }
    }
    for (Map.Entry<Symbol, Quantity> each : facts.held().entrySet()) {
      if (each.getValue().signum() < 0) {
        return refused(Fault.NOT_READY, each.getKey() + " is short: nobody intends that");
      }
      Optional<Refused> grown = grown(halt.trip().observation(), each.getKey(), each.getValue());
      if (grown.isPresent()) {
        return grown;
      }
    }
    return Optional.empty();
  }

  /** More is held than at the trip, and no order was on its way then that would explain it. */
  private static Optional<Refused> grown(
      @Nullable Observation observation, Symbol symbol, Quantity now) {
    if (observation == null || !"0".equals(observation.inputs().get(Observation.UNSETTLED))) {
      return Optional.empty();
    }
    String then = observation.inputs().getOrDefault(Observation.HELD + symbol, "0");
    try {
      return now.compareTo(Quantity.of(then)) > 0
          ? refused(
              Fault.NOT_READY,
              "%s of %s are held, at the trip it was %s: flatten, or close the difference by hand"
                  .formatted(now, symbol, then))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return refused(Fault.NOT_READY, "what was held of " + symbol + " at the trip is unreadable");
    }
  }

  private static Optional<Refused> clean(String unclean) {
    return unclean.isEmpty()
        ? Optional.empty()
        : refused(Fault.NOT_READY, "does not read clean yet: " + unclean);
  }

  private static Optional<Refused> automatic(
      AccountPolicy policy, Trip trip, @Nullable FlattenResult result, ResetFacts facts) {
    if (!policy.autoReset()) {
      return refused(Fault.NOT_READY, "the configuration asks for a person (autoReset: false)");
    }
    if (trip.killSwitch() != KillSwitch.K1 || trip.byHand()) {
      return refused(Fault.NOT_READY, "only an undisputed daily loss resets by itself");
    }
    if (verdictOf(trip) != LossVerdict.REAL) {
      return refused(Fault.NOT_READY, "the loss was not verified as real");
    }
    if (facts.session().day().compareTo(trip.tradingDay()) <= 0) {
      return refused(Fault.NOT_READY, "the next trading day has not opened");
    }
    if (result instanceof FlattenResult.ProvenFlat flat) {
      return flat.proof().marketAt().isBefore(facts.session().open())
          ? Optional.empty()
          : refused(Fault.NOT_READY, "flat was proven only after this day's open");
    }
    return refused(Fault.NOT_READY, "flat was not proven");
  }

  private static Optional<Refused> named(
      ResetRequest request, AccountPolicy policy, Trip trip, ResetFacts facts) {
    if (!policy.approvals().satisfiedBy(request.by())) {
      return refused(
          Fault.NOT_PERMITTED,
          "a reset needs "
              + policy.approvals().names()
              + " names of the list of approvers; it has "
              + request.by());
    }
    if (trip.killSwitch() == KillSwitch.K10 && !policy.approvals().designatedAmong(request.by())) {
      return refused(
          Fault.NOT_PERMITTED,
          "the execution throttle is reset with the name of "
              + policy.approvals().throttle()
              + ", who is designated for it; it has "
              + request.by());
    }
    boolean sameDay = facts.session().day().equals(trip.tradingDay());
    if (trip.killSwitch() != KillSwitch.K1 || !sameDay) {
      return Optional.empty();
    }
    BigDecimal accepted = request.acceptedLoss();
    if (accepted == null) {
      return refused(Fault.NOT_READY, "an early reset must name the loss that it accepts");
    }
    BigDecimal limit = policy.limits().dailyLoss();
    BigDecimal nextTrip = accepted.add(limit.multiply(HALF));
    return nextTrip.compareTo(limit.multiply(TWO)) > 0
        ? refused(
            Fault.CONFIGURATION,
            "the loss is so deep that the next trip would lie beyond twice the limit")
        : Optional.empty();
  }

  private static LossVerdict verdictOf(Trip trip) {
    LossJudgement judgement = trip.judgement();
    return judgement == null ? LossVerdict.UNDETERMINED : judgement.verdict();
  }

  private static Optional<Refused> refused(Fault fault, String sentence) {
    return Optional.of(new Refused(fault, sentence));
  }
}
