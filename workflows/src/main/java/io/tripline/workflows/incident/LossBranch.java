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
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.VerdictCheck;
import io.tripline.workflows.runbook.P1Step;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Steps "Review Market Conditions" and "Verify Loss Was Real", side by side. The guard hears of the
 * thorough judgement when it says something else than the quick one. For workflow threads.
 */
final class LossBranch implements CauseBranch {
  private final Probes probes = Workflow.newActivityStub(Probes.class, Policies.investigation());
  private final LossInquiry inquiry =
      Workflow.newActivityStub(LossInquiry.class, Policies.investigation());
  private final Halts books = Workflow.newActivityStub(Halts.class, Policies.books());
  private final Facts facts;
  private final RunSheet sheet;
  private final Supplier<Optional<GuardStatus>> identified;

  /**
   * @param identified what the guard had on its books when the switch was identified
   */
  LossBranch(Facts facts, RunSheet sheet, Supplier<Optional<GuardStatus>> identified) {
    this.facts = facts;
    this.sheet = sheet;
    this.identified = identified;
  }

  @Override
  public List<P1Step> steps() {
    return List.of(P1Step.MARKET, P1Step.VERIFY_LOSS);
  }

  @Override
  public boolean appliesTo(IncidentBrief brief) {
    return brief.killSwitch() == KillSwitch.K1 && brief.observation() != null;
  }

  @Override
  public void investigate() {
    Observation observation = Objects.requireNonNull(facts.brief().observation());
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

  private LossJudgement judge(Observation observation) {
    Baselines known = identified.get().map(GuardStatus::baselines).orElse(null);
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

  private static String checks(LossJudgement judgement) {
    StringBuilder text = new StringBuilder();
    for (VerdictCheck check : judgement.checks()) {
      text.append(text.isEmpty() ? "" : ", ").append(check.id()).append(' ').append(check.check());
    }
    return text.toString();
  }
}
