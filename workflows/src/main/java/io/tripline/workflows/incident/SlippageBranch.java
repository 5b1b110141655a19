package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.slippage.FillSample;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import io.tripline.workflows.slippage.ThresholdProposal;
import io.tripline.workflows.slippage.ThresholdProposal.Market;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Step "For Slippage Trigger": reviews what the fills cost and how volatile the market was, and
 * proposes thresholds with reasons. Everything stands in front of those who decide the reset. For
 * workflow threads.
 */
final class SlippageBranch implements CauseBranch {
  static final String REPORT = "reports/slippage_report.json";
  private static final int FILLS_SHOWN = 5;

  private final Probes probes = Workflow.newActivityStub(Probes.class, Policies.investigation());
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final Facts facts;
  private final RunSheet sheet;

  SlippageBranch(Facts facts, RunSheet sheet) {
    this.facts = facts;
    this.sheet = sheet;
  }

  @Override
  public List<P1Step> steps() {
    return List.of(P1Step.SLIPPAGE);
  }

  @Override
  public boolean appliesTo(IncidentBrief brief) {
    return brief.killSwitch() == KillSwitch.K4;
  }

  @Override
  public String whyPeople() {
    return "people look at the fills and at the thresholds first";
  }

  @Override
  public void investigate() {
    sheet.begin(P1Step.SLIPPAGE);
    int epoch = facts.epoch();
    Promise<Optional<MarketReview>> market = Async.function(this::market);
    Optional<SlippageView> view = view();
    Optional<MarketReview> review = market.get();
    if (epoch != facts.epoch()) {
      return;
    }
    String label = review.map(MarketReview::label).orElse("unknown");
    SlippageLimits configured = facts.policy().limits().slippage();
    List<ThresholdProposal> proposals =
        view.map(seen ->
                ThresholdProposal.of(seen.statistics(), seen.fills(), configured, weather(label)))
            .orElse(List.of());
    facts.evidence(evidence(view, review, proposals));
    sheet.record(
        EntryKind.SLIPPAGE,
        CaseDesk.MACHINE,
        "slippage reviewed, volatility "
            + label
            + ": "
            + (proposals.isEmpty() ? "no proposal" : proposals.get(0).sentence()),
        data(label, review, proposals));
    sheet.done(
        P1Step.SLIPPAGE,
        "volatility "
            + label
            + "; "
            + view.map(seen -> seen.statistics().sentence()).orElse("the fills are unknown")
            + (proposals.isEmpty() ? "" : "; " + proposals.get(0).sentence())
            + "; "
            + REPORT);
  }

  private Optional<SlippageView> view() {
    try {
      GuardStatus status = halts.status(facts.account());
      return Optional.ofNullable(status.slippage());
    } catch (ActivityFailure e) {
      sheet.line(CaseDesk.MACHINE, "the guard did not tell of the fills: " + Fault.detailOf(e));
      return Optional.empty();
    }
  }

  private Optional<MarketReview> market() {
    try {
      return Optional.of(
          probes.marketConditions(
              new MarketQuestion(facts.policy(), facts.policy().session().symbol())));
    } catch (ActivityFailure e) {
      sheet.line(CaseDesk.MACHINE, "the market could not be read: " + Fault.detailOf(e));
      return Optional.empty();
    }
  }

  private List<String> evidence(
      Optional<SlippageView> view,
      Optional<MarketReview> review,
      List<ThresholdProposal> proposals) {
    List<String> lines = new ArrayList<>();
    Observation seen = facts.brief().observation();
    if (seen != null) {
      lines.add("it tripped at " + seen.reading() + ", limit " + seen.limit());
    }
    lines.add(
        view.map(each ->
                "slippage: " + each.statistics().sentence() + "; " + each.label().sentence())
            .orElse("slippage: UNKNOWN, the guard did not tell of the fills"));
    view.ifPresent(each -> {
      List<FillSample> fills = each.fills();
      fills
          .subList(Math.max(0, fills.size() - FILLS_SHOWN), fills.size())
          .forEach(fill -> lines.add("fill " + words(fill)));
    });
    lines.add(
        "volatility: "
            + review
                .map(each -> each.label() + ", " + each.summary())
                .orElse("UNKNOWN, the market could not be read"));
    proposals.forEach(each -> lines.add("proposal: " + each.sentence()));
    lines.add(
        "this reset changes no threshold; "
            + NextCommand.setLimit(facts.account())
            + " does, and a looser one asks its own gate");
    lines.add("all figures: " + REPORT);
    return lines;
  }

  private static String words(FillSample fill) {
    return "%s %s %s %s: execution %s bps, delay %s bps%s"
        .formatted(
            fill.order(),
            fill.side(),
            fill.quantity(),
            fill.symbol(),
            SlippageStatistics.words(fill.executionBps()),
            SlippageStatistics.words(fill.delayBps()),
            fill.usable() ? "" : ", unusable: " + fill.unusable());
  }

  private static Map<String, String> data(
      String label, Optional<MarketReview> review, List<ThresholdProposal> proposals) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("volatility", label);
    @Nullable MarketReview seen = review.orElse(null);
    if (seen != null) {
      data.put("market", seen.summary());
      data.putAll(seen.figures());
    }
    for (ThresholdProposal each : proposals) {
      data.put("proposal." + each.name(), each.sentence());
    }
    return data;
  }

  /** The words are those of {@code MarketConditions.Label}. */
  private static Market weather(String label) {
    return switch (label) {
      case "normal" -> Market.CALM;
      case "elevated", "stressed", "extreme" -> Market.VOLATILE;
      default -> Market.UNKNOWN;
    };
  }
}
