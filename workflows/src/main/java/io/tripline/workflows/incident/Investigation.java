package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Assessment;
import io.tripline.workflows.guard.Baselines;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.guard.LossInquiry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.VerdictCheck;
import io.tripline.workflows.runbook.P1Step;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the runbook investigates per cause. For workflow threads. */
final class Investigation {
  private final Probes probes = Workflow.newActivityStub(Probes.class, Policies.investigation());
  private final LossInquiry inquiry =
      Workflow.newActivityStub(LossInquiry.class, Policies.investigation());
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final Halts books = Workflow.newActivityStub(Halts.class, Policies.books());
  private final Halts latch = Workflow.newActivityStub(Halts.class, Policies.latch());
  private final Facts facts;
  private final RunSheet sheet;
  private @Nullable Baselines baselines;

  Investigation(Facts facts, RunSheet sheet) {
    this.facts = facts;
    this.sheet = sheet;
  }

  /** Step "Identify Kill Switch Type": what the guard has on its books; empty without an answer. */
  Optional<GuardStatus> identify() {
    sheet.begin(P1Step.IDENTIFY);
    IncidentBrief brief = facts.brief();
    try {
      GuardStatus status = halts.status(facts.account());
      baselines = status.baselines();
      sheet.done(
          P1Step.IDENTIFY,
          what(brief) + "; the guard says " + status.ladder() + ", halt epoch " + status.epoch());
      return Optional.of(status);
    } catch (ActivityFailure e) {
      sheet.done(P1Step.IDENTIFY, what(brief) + "; the guard did not answer: " + Fault.detailOf(e));
      return Optional.empty();
    }
  }

  /** Asks the guard for as long as it takes. */
  GuardStatus statusAtLast() {
    return latch.status(facts.account());
  }

  /**
   * Steps "Review Market Conditions" and "Verify Loss Was Real", side by side. The guard hears of
   * the thorough judgement when it says something else than the quick one.
   */
  void ofTheLoss() {
    Observation observation = facts.brief().observation();
    if (!facts.dailyLoss() || observation == null) {
      sheet.notApplicable(P1Step.MARKET, "the cause is " + cause());
      sheet.notApplicable(P1Step.VERIFY_LOSS, "the cause is " + cause());
      return;
    }
    sheet.begin(P1Step.MARKET);
    sheet.begin(P1Step.VERIFY_LOSS);
    int epoch = facts.epoch();
    Promise<String> market = Async.function(this::market);
    Promise<LossJudgement> judged = Async.function(() -> judge(observation));
    sheet.done(P1Step.MARKET, market.get());
    LossJudgement judgement = judged.get();
    if (facts.judged(judgement)) {
      tellGuard(new Assessment(epoch, judgement));
    }
    sheet.record(
        EntryKind.VERDICT,
        CaseDesk.MACHINE,
        "thorough verdict " + judgement.verdict() + ": " + judgement.summary(),
        Figures.of("lossFraction", judgement.lossFraction(), "checks", checks(judgement)));
    sheet.done(P1Step.VERIFY_LOSS, judgement.verdict() + ": " + judgement.summary());
  }

  private String market() {
    try {
      MarketReview review =
          probes.marketConditions(
              new MarketQuestion(facts.policy(), facts.policy().session().symbol()));
      return review.label() + ": " + review.summary();
    } catch (ActivityFailure e) {
      return "unknown, it could not be read: " + Fault.detailOf(e);
    }
  }

  private void tellGuard(Assessment assessment) {
    try {
      books.assess(new Halts.LaterVerdict(facts.account(), assessment));
    } catch (ActivityFailure e) {
      sheet.record(
          EntryKind.VERDICT,
          CaseDesk.MACHINE,
          "the guard could not be told of the verdict: " + Fault.detailOf(e),
          Figures.of());
    }
  }

  /** The branches of the document that belong to other causes. */
  void otherTriggers() {
    String reason = "the cause is " + cause();
    sheet.notApplicable(P1Step.API_ERROR, reason);
    sheet.notApplicable(P1Step.SLIPPAGE, reason);
  }

  private LossJudgement judge(Observation observation) {
    Baselines known = baselines;
    Baselines ofTheDay =
        known != null && known.day().equals(facts.brief().tradingDay()) ? known : null;
    try {
      return inquiry.judge(
          new LossInquiry.LossQuestion(facts.policy(), observation, ofTheDay, true));
    } catch (ActivityFailure e) {
      return new LossJudgement(
          LossVerdict.UNDETERMINED,
          List.of(),
          facts.judgement().map(LossJudgement::lossFraction).orElse(""),
          observation.marketAt(),
          "it could not be judged: " + Fault.detailOf(e));
    }
  }

  private String cause() {
    return facts.brief().killSwitch().cause().word();
  }

  private static String what(IncidentBrief brief) {
    Observation seen = brief.observation();
    return brief.killSwitch()
        + " "
        + brief.killSwitch().title()
        + (seen == null
            ? ", by " + brief.by() + ": " + brief.reason()
            : ", reading " + seen.reading() + ", limit " + seen.limit());
  }

  private static String checks(LossJudgement judgement) {
    StringBuilder text = new StringBuilder();
    for (VerdictCheck check : judgement.checks()) {
      text.append(text.isEmpty() ? "" : ", ").append(check.id()).append(' ').append(check.check());
    }
    return text.toString();
  }
}
