package io.tripline.workflows.incident;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.LossJudgement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reset by people does and what it does not do, as they see it before they decide. Pure.
 *
 * @param acceptedLoss fraction of the previous close's equity that is accepted until the day rolls;
 *     null where none has to be accepted
 */
record ResetPlan(List<String> resets, List<String> keeps, @Nullable BigDecimal acceptedLoss) {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int DECIMALS = 6;

  ResetPlan {
    resets = List.copyOf(resets);
    keeps = List.copyOf(keeps);
  }

  /**
   * The plan for the halt of a brief, in front of what the broker shows and what was judged and
   * found.
   */
  static ResetPlan of(
      IncidentBrief brief,
      String standing,
      @Nullable LossJudgement judgement,
      List<String> evidence,
      @Nullable BigDecimal acceptedLoss) {
    AccountPolicy policy = brief.policy();
    List<String> resets = new ArrayList<>();
    resets.add(
        "resets %s (%s) of account %s, halt epoch %d, %s"
            .formatted(
                brief.killSwitch(),
                brief.killSwitch().title(),
                policy.account(),
                brief.epoch(),
                brief.id()));
    resets.add(
        policy.probation()
            ? "orders that raise exposure pass again, in probation: half size, halved limits"
            : "orders that raise exposure pass again, at full size");
    if (acceptedLoss != null) {
      BigDecimal limit = policy.limits().dailyLoss();
      BigDecimal nextTrip = acceptedLoss.add(limit.multiply(HALF));
      resets.add(
          "accepts a loss of %s until the day rolls; trips again at %s"
              .formatted(percent(acceptedLoss), percent(nextTrip)));
      if (nextTrip.compareTo(limit.add(limit)) > 0) {
        resets.add(
            "the guard will refuse it today: %s lies beyond twice the limit of %s"
                .formatted(percent(nextTrip), percent(limit)));
      }
    }
    List<String> keeps = new ArrayList<>();
    keeps.add("closes nothing and sends no order; " + standing);
    keeps.add("the baseline stays: the loss of the day is not forgotten");
    keeps.add("the configured limits and the scope stay: " + policy.scope().describe());
    if (judgement != null) {
      keeps.add("the loss was judged " + judgement.verdict());
    }
    keeps.addAll(evidence);
    return new ResetPlan(resets, keeps, acceptedLoss);
  }

  /** Every line, as the gate shows them. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(resets);
    lines.addAll(keeps);
    return List.copyOf(lines);
  }

  /**
   * The day's loss as a fraction of the previous close's equity, deposits and withdrawals taken
   * out; empty without a positive equity to compare with (risk.md section 3).
   */
  static Optional<BigDecimal> lossOf(Account account) {
    BigDecimal last = account.lastEquity().amount();
    if (last.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal loss =
        last.subtract(account.equity().amount()).add(account.intradayAdjustments().amount());
    return Optional.of(loss.max(BigDecimal.ZERO).divide(last, DECIMALS, RoundingMode.HALF_UP));
  }

  static String percent(BigDecimal fraction) {
    return fraction.multiply(HUNDRED).setScale(2, RoundingMode.HALF_UP).toPlainString() + " %";
  }
}
