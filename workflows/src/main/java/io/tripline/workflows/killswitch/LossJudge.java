package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Reading;
import java.math.BigDecimal;
import java.util.List;

/**
 * Judges whether a loss is one (risk.md section 4). Pure.
 *
 * <p>REAL needs D1 (identity), D3 (attribution), D7 (second source) and D9 (persistence) to pass
 * and no check to fail; D2, D4, D5, D6, D8 and D10 may be unknown, since D7 can't pass on quotes
 * that are stale or absurd. DATA needs more than a failed check: the loss that market prices and
 * executions explain must be known and lie below the limit, or there was a split. Everything else
 * is UNDETERMINED, which counts as REAL for risk.
 */
public final class LossJudge {
  private static final List<String> ESSENTIAL = List.of("D1", "D3", "D7", "D9");
  private static final List<String> SHOW_DATA = List.of("D1", "D3", "D7");

  private LossJudge() {}

  /** Every check with its figure, and what follows. */
  public static LossJudgement judge(LossEvidence evidence) {
    List<VerdictCheck> checks =
        List.of(
            AccountChecks.identity(evidence),
            AccountChecks.fillsAgree(evidence),
            AccountChecks.attribution(evidence),
            MarketChecks.fresh(evidence),
            MarketChecks.sane(evidence),
            MarketChecks.noSpike(evidence),
            MarketChecks.secondSource(evidence),
            MarketChecks.noSplit(evidence),
            AccountChecks.persists(evidence),
            MarketChecks.noHalt(evidence));
    BigDecimal explained = AccountChecks.explainedLoss(evidence);
    boolean explainedBelow = explained != null && explained.compareTo(evidence.limit()) < 0;
    LossVerdict verdict = verdict(checks, explainedBelow);
    MarketClock clock = evidence.clock();
    return new LossJudgement(
        verdict,
        checks,
        evidence.loss() instanceof Reading.Seen<DailyLoss>(DailyLoss loss, var at)
            ? loss.fraction().stripTrailingZeros().toPlainString()
            : "",
        clock == null ? evidence.at() : clock.now(),
        sentence(verdict, checks, explained));
  }

  private static LossVerdict verdict(List<VerdictCheck> checks, boolean explainedBelow) {
    if (is(checks, List.of("D8"), Check.FAIL)) {
      return LossVerdict.DATA;
    }
    // Executions that contradict the orders make the explanation itself doubtful.
    boolean trusted = !is(checks, List.of("D2"), Check.FAIL);
    if (is(checks, SHOW_DATA, Check.FAIL) && trusted && explainedBelow) {
      return LossVerdict.DATA;
    }
    boolean essential =
        checks.stream()
            .filter(c -> ESSENTIAL.contains(c.id()))
            .allMatch(c -> c.check() == Check.PASS);
    boolean noneFails = checks.stream().noneMatch(c -> c.check() == Check.FAIL);
    return essential && noneFails ? LossVerdict.REAL : LossVerdict.UNDETERMINED;
  }

  private static boolean is(List<VerdictCheck> checks, List<String> ids, Check value) {
    return checks.stream().anyMatch(c -> ids.contains(c.id()) && c.check() == value);
  }

  private static String sentence(
      LossVerdict verdict,
      List<VerdictCheck> checks,
      @org.jspecify.annotations.Nullable BigDecimal explained) {
    List<String> failed = named(checks, Check.FAIL);
    List<String> unknown = named(checks, Check.UNKNOWN);
    String market =
        explained == null
            ? "what the market explains is not known"
            : "the market and our fills explain a loss of " + LossLimits.percent(explained);
    String doubts =
        (failed.isEmpty() ? "" : "; failed: " + String.join(", ", failed))
            + (unknown.isEmpty() ? "" : "; unknown: " + String.join(", ", unknown));
    return switch (verdict) {
      case REAL -> "the loss is real: " + market + doubts;
      case DATA -> "the reading is wrong: " + market + doubts;
      case UNDETERMINED -> "whether the loss is real could not be settled: " + market + doubts;
    };
  }

  private static List<String> named(List<VerdictCheck> checks, Check value) {
    return checks.stream()
        .filter(c -> c.check() == value)
        .map(c -> c.id() + " " + c.title())
        .toList();
  }
}
