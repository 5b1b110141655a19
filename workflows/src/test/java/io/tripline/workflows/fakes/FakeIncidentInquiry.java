package io.tripline.workflows.fakes;

import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.LossInquiry;
import io.tripline.workflows.incident.ApiHealth;
import io.tripline.workflows.incident.ApiQuestion;
import io.tripline.workflows.incident.MarketQuestion;
import io.tripline.workflows.incident.MarketReview;
import io.tripline.workflows.incident.ProbedCall;
import io.tripline.workflows.incident.Probes;
import io.tripline.workflows.incident.StatusPageView;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.VerdictCheck;
import io.tripline.workflows.session.SessionEnd;
import io.tripline.workflows.session.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Evidence whose verdict the test sets. */
public final class FakeIncidentInquiry implements LossInquiry, Probes, Sessions {
  private volatile LossVerdict verdict = LossVerdict.REAL;
  private volatile boolean unreadable;

  private final List<ApiHealth> healths = Collections.synchronizedList(new ArrayList<>());
  private final List<Sessions.PassOrder> passes = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile Check api = Check.PASS;
  private volatile long millis = 12;
  private volatile Check page = Check.PASS;
  private volatile boolean keys = true;
  private volatile SessionEnd passEnd = SessionEnd.NOTHING_TO_DO;

  /** What tests of the API and its status page find from now on. */
  public void apiIs(Check test, Check statusPage) {
    api = test;
    page = statusPage;
  }

  /** How long a call of the API takes from now on. */
  public void answersIn(long wallMillis) {
    millis = wallMillis;
  }

  /** Whether the process that is asked has keys of the account. */
  public void hasKeys(boolean now) {
    keys = now;
  }

  /** How a pass of the session ends. */
  public void passEnds(SessionEnd end) {
    passEnd = end;
  }

  /** So many passes find a session that runs and no worker that speaks for it. */
  public void nobodyAnswersForPasses(int count) {
    unanswered.set(count);
  }

  /** Every test of the API. */
  public List<ApiHealth> probes() {
    return List.copyOf(healths);
  }

  /** Every pass that was started. */
  public List<Sessions.PassOrder> passes() {
    return List.copyOf(passes);
  }

  @Override
  public ApiHealth apiHealth(ApiQuestion question) {
    if (!keys) {
      throw Fault.CONFIGURATION.failure("account has no keys in this process");
    }
    ApiHealth health =
        new ApiHealth(
            api,
            question.tests(),
            List.of(
                new ProbedCall(
                    "GET /v2/clock",
                    api,
                    millis,
                    "req-" + healths.size(),
                    null,
                    api == Check.PASS ? "answered" : "HTTP 503 without a readable body")),
            api == Check.PASS ? Boolean.TRUE : null,
            null,
            new StatusPageView(
                page,
                "https://status.example",
                page == Check.PASS ? "none" : "major",
                page == Check.PASS ? List.of() : List.of("Orders API: major_outage"),
                page == Check.PASS ? "all operational" : "Orders API: major_outage"),
            Instant.parse("2026-11-24T15:00:00Z"));
    healths.add(health);
    return health;
  }

  @Override
  public Pass runOnce(PassOrder order) {
    if (unanswered.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw Fault.NOT_READY.failure("session runs, but no trading worker answers");
    }
    passes.add(order);
    return new Pass(
        "session-" + order.policy().account() + "-" + order.tradingDay(),
        "run-" + passes.size(),
        false,
        passEnd,
        "ended " + passEnd);
  }

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
