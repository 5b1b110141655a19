package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a halt may be lifted (risk.md section 8.3). Pure: every condition is a sentence that says
 * what is missing.
 */
final class ResetRules {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private ResetRules() {}

  /** Why a reset is refused. */
  record Refused(Fault fault, String sentence) {}

  static Optional<Refused> check(
      ResetRequest request,
      AccountPolicy policy,
      Trip trip,
      @Nullable FlattenNotice flatten,
      boolean flattening,
      ResetFacts facts) {
    if (!request.incident().equals(trip.incident())) {
      return refused(Fault.CONFLICT, "the halt belongs to " + trip.incident());
    }
    if (flattening) {
      return refused(Fault.NOT_READY, "a flatten is under way");
    }
    if (facts.openOrders() > 0) {
      return refused(Fault.NOT_READY, facts.openOrders() + " order(s) are still open in scope");
    }
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
    if (request.by().isEmpty()) {
      return refused(Fault.NOT_READY, "nobody approved it");
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
            Fault.NOT_READY,
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
