package io.tripline.workflows.incident;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
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
    String designated = designated(brief);
    if (designated != null) {
      resets.add("only with the name of " + designated + ", who is designated for the throttle");
    }
    if (policy.armsAtTheBroker()) {
      resets.add("clears suspend_trade at the broker first, where the guard set it");
    }
    if (policy.ownership().foreign()) {
      resets.add("others trade this account: their opening orders are not cancelled any more");
    }
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
    resets.add("accepts the day as it is: an extreme one (K16) blocks entries no more today");
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

  /** Whose name the reset of this halt needs among the others; null: any of the list. */
  static @Nullable String designated(IncidentBrief brief) {
    return brief.killSwitch() == KillSwitch.K10 ? brief.policy().approvals().throttle() : null;
  }

  /** Every line, as the gate shows them. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(resets);
    lines.addAll(keeps);
    return List.copyOf(lines);
  }

  static String percent(BigDecimal fraction) {
    return fraction.multiply(HUNDRED).setScale(2, RoundingMode.HALF_UP).toPlainString() + " %";
  }
}
