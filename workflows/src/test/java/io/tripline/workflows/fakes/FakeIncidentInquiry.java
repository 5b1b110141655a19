package io.tripline.workflows.fakes;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.LossInquiry;
import io.tripline.workflows.incident.MarketQuestion;
import io.tripline.workflows.incident.MarketReview;
import io.tripline.workflows.incident.Probes;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.VerdictCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Evidence whose verdict the test sets. */
public final class FakeIncidentInquiry implements LossInquiry, Probes {
  private volatile LossVerdict verdict = LossVerdict.REAL;
  private volatile boolean unreadable;

  /** What the thorough judgement says. */
  public void says(LossVerdict next) {
    verdict = next;
  }

  /** The market can't be read. */
  public void losesTheMarket() {
    unreadable = true;
  }

  /** A judgement with two checks. */
  public static LossJudgement judgement(LossVerdict verdict) {
    return new LossJudgement(
        verdict,
        List.of(
            new VerdictCheck(
                "D1", "accounting identity", Check.PASS, "difference $0.00", "at most $1 or 2 bps"),
            new VerdictCheck(
                "D3",
                "P&L attribution",
                verdict == LossVerdict.DATA ? Check.FAIL : Check.PASS,
                "residual 0.4 bps",
                "at most 3 bps")),
        "0.0231",
        Instant.parse("2026-11-24T15:00:00Z"),
        "2 checks");
  }

  @Override
  public LossJudgement judge(LossQuestion question) {
    return judgement(verdict);
  }

  @Override
  public MarketReview marketConditions(MarketQuestion question) {
    if (unreadable) {
      throw Fault.NOT_FOUND.failure("no bars [of] the day");
    }
    return new MarketReview("volatile", "SPY fell 2.4 % in 20 min", Map.of("change", "-2.4 %"));
  }
}
