package io.tripline.workflows.incident;

import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.VerdictCheck;
import io.tripline.workflows.proof.FlatRead;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import io.tripline.workflows.proof.SymbolProof;
import io.tripline.workflows.runbook.P0Step;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.RunbookStep;
import io.tripline.workflows.runbook.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the incident report: the headings of the runbook's template in their order, then the
 * evidence. Pure. Square brackets mark what a template wants filled in, so none may be left; those
 * in people's words become round ones.
 */
final class IncidentReportWriter {
  private IncidentReportWriter() {}

  static String write(IncidentView view) {
    StringBuilder text = new StringBuilder();
    line(text, "INCIDENT REPORT");
    line(text, "===============");
    line(text, "Date/Time: " + Plain.time(view.milestones().detected()) + " (UTC)");
    line(text, "Severity: " + view.severity());
    line(text, "Status: " + view.status().templateWord());
    line(text, "Incident: " + view.id());
    section(text, "Summary:");
    line(text, summary(view));
    section(text, "Impact:");
    impact(text, view);
    section(text, "Root Cause:");
    line(text, rootCause(view));
    section(text, "Actions Taken:");
    actions(text, view);
    section(text, "Next Steps:");
    nextSteps(text, view);
    section(text, "Durations:");
    durations(text, view);
    section(text, "Decisions (names are claimed, not proven):");
    decisions(text, view.decisions());
    section(text, "Checks of the loss:");
    checks(text, view.judgement());
    section(text, "Proof of flat:");
    proof(text, view.flatten());
    section(text, "Timeline (UTC):");
    view.timeline()
        .forEach(at -> line(text, Plain.time(at.at()) + "  " + at.actor() + ": " + at.text()));
    section(text, "Configuration:");
    configuration(text, view);
    return text.toString();
  }

  private static String summary(IncidentView view) {
    IncidentBrief brief = view.brief();
    Alarm alarm = view.alarm();
    if (brief == null) {
      return alarm == null ? "Nothing is known of its cause." : summary(view, alarm);
    }
    Observation seen = brief.observation();
    String drill = brief.policy().drill() ? "DRILL. " : "";
    return drill
        + "Trading of account "
        + brief.policy().account()
        + " was halted by "
        + brief.killSwitch()
        + " ("
        + brief.killSwitch().title()
        + ")"
        + (seen == null
            ? ", tripped by " + brief.by() + ": " + brief.reason()
            : ": reading " + seen.reading() + ", limit " + seen.limit())
        + ".";
  }

  private static String summary(IncidentView view, Alarm alarm) {
    return (alarm.policy().drill() ? "DRILL. " : "")
        + view.severity().category()
        + " of account "
        + alarm.policy().account()
        + " ("
        + alarm.cause().word()
        + "), noticed by "
        + alarm.by()
        + ": "
        + alarm.reason()
        + (view.alerts() > 1 ? "; " + (view.alerts() - 1) + " further alert(s) joined." : ".");
  }

  private static void impact(StringBuilder text, IncidentView view) {
    IncidentBrief brief = view.brief();
    if (brief != null) {
      line(
          text,
          "No order that raises exposure was permitted from the trip until the reset ("
              + Plain.span(view.milestones().detected(), view.milestones().resolved())
              + "); scope: "
              + brief.policy().scope().describe()
              + ".");
    }
    if (view.alarm() != null) {
      line(
          text,
          "It lasted "
              + Plain.span(view.milestones().detected(), view.milestones().resolved())
              + "; scope: "
              + view.alarm().policy().scope().describe()
              + ".");
      view.alarm().evidence().forEach((name, value) -> line(text, name + ": " + value));
    }
    FlattenNotice flatten = view.flatten();
    if (flatten != null && flatten.result() != null) {
      line(text, flat(flatten.result()));
    } else {
      line(text, "No position was closed.");
    }
  }

  private static String flat(FlattenResult result) {
    return switch (result) {
      case FlattenResult.ProvenFlat(var proof) ->
          proof.closingOrders().isEmpty()
              ? "The account was proven flat; nothing had to be closed."
              : "Every position in scope was closed and the account was proven flat; average price "
                  + (proof.averagePrice().isEmpty() ? "unknown" : proof.averagePrice())
                  + ".";
      case FlattenResult.ResidualAccepted(var by, var reason, var residual) ->
          residual.size()
              + " position(s) could not be closed and were accepted by "
              + String.join(" and ", by)
              + ": "
              + reason;
      case FlattenResult.Aborted(var by, var reason) ->
          "The flatten was aborted by " + String.join(" and ", by) + ": " + reason;
    };
  }

  private static String rootCause(IncidentView view) {
    LossJudgement judgement = view.judgement();
    IncidentBrief brief = view.brief();
    if (brief == null && view.alarm() != null) {
      return rootCauseOfOutage(view);
    }
    if (judgement == null) {
      Observation seen = brief == null ? null : brief.observation();
      if (brief != null && seen != null && brief.killSwitch() == KillSwitch.K3) {
        return "The broker's API failed ("
            + seen.inputs().get("lastFailure")
            + "). "
            + outcome(view, P1Step.API_ERROR, "At its end: ");
      }
      return brief == null || seen != null
          ? "Not established; the review does that."
          : "A person tripped the switch: " + brief.reason();
    }
    return switch (judgement.verdict()) {
      case REAL ->
          "The loss was real (not a data issue): "
              + judgement.summary()
              + " "
              + outcome(view, P1Step.MARKET, "Market: ");
      case DATA -> "A data issue, no loss of that size: " + judgement.summary();
      case UNDETERMINED ->
          "Undetermined; treated as real for risk, not counted as a loss of the strategy: "
              + judgement.summary();
    };
  }

  private static String rootCauseOfOutage(IncidentView view) {
    String found = outcome(view, P0Step.INVESTIGATE, "");
    return (found.isBlank() ? "Not established." : found) + " The review confirms or corrects it.";
  }

  private static String outcome(IncidentView view, RunbookStep step, String before) {
    return view.steps().stream()
        .filter(each -> each.id().equals(step.step().id()))
        .map(each -> before + each.outcome() + ".")
        .findFirst()
        .orElse("");
  }

  private static void actions(StringBuilder text, IncidentView view) {
    int number = 1;
    for (StepView step : view.steps()) {
      line(
          text,
          number++
              + ". "
              + step.title()
              + ": "
              + step.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
              + (step.outcome().isEmpty() ? "" : ", " + step.outcome()));
    }
  }

  private static void nextSteps(StringBuilder text, IncidentView view) {
    if (view.severity().compareTo(Severity.P1) > 0) {
      line(text, "- None is prescribed after a " + view.severity() + "; notes are in the timeline");
      return;
    }
    line(
        text,
        "- Post-incident review is due (after any P0 or P1): " + NextCommand.review(view.id()));
    line(text, "- 1. Create incident report: this document");
    line(text, "- 2. Identify root cause: confirm or correct what is said above");
    line(text, "- 3. Document lessons learned");
    line(text, "- 4. Update runbook if needed");
    line(text, "- 5. Implement preventive measures");
    if (view.acknowledgedBy() == null) {
      line(text, "- Find out why nobody acknowledged in time");
    }
  }

  private static void durations(StringBuilder text, IncidentView view) {
    Milestones at = view.milestones();
    line(text, "MTTD (detected to declared): " + Plain.span(at.detected(), at.declared()));
    line(
        text,
        "MTTA (detected to acknowledged): "
            + Plain.span(at.detected(), at.acknowledged())
            + (view.breached() ? ", later than the response time allows" : ""));
    line(text, "MTTM (detected to mitigated): " + Plain.span(at.detected(), at.mitigated()));
    line(text, "MTTR (detected to resolved): " + Plain.span(at.detected(), at.resolved()));
  }

  private static void decisions(StringBuilder text, List<DecisionRecord> decisions) {
    if (decisions.isEmpty()) {
      line(text, "none");
    }
    for (DecisionRecord each : decisions) {
      line(
          text,
          Plain.time(each.at())
              + "  "
              + each.gate()
              + "  "
              + each.verdict()
              + " by "
              + each.by()
              + "  "
              + (each.refused() ? "REFUSED " : "")
              + each.outcome()
              + "  via "
              + each.via()
              + (each.reason().isEmpty() ? "" : "  reason: " + each.reason()));
    }
  }

  private static void checks(StringBuilder text, @Nullable LossJudgement judgement) {
    if (judgement == null) {
      line(text, "not judged: the cause was not a reading");
      return;
    }
    line(
        text,
        "Verdict "
            + judgement.verdict()
            + ", loss "
            + (judgement.lossFraction().isEmpty() ? "unknown" : judgement.lossFraction())
            + " of the previous close's equity");
    for (VerdictCheck check : judgement.checks()) {
      line(
          text,
          check.id()
              + "  "
              + check.check()
              + "  "
              + check.title()
              + ": "
              + check.figure()
              + " (rule: "
              + check.rule()
              + ")");
    }
  }

  private static void proof(StringBuilder text, @Nullable FlattenNotice flatten) {
    if (flatten == null || !(flatten.result() instanceof FlattenResult.ProvenFlat flat)) {
      line(text, "none: the account was not flattened to a proof");
      return;
    }
    ProofOfFlat proof = flat.proof();
    line(
        text,
        "account "
            + proof.account()
            + ", scope "
            + proof.scope()
            + ", proven at "
            + Plain.time(proof.provenAt())
            + " (market time "
            + Plain.time(proof.marketAt())
            + ")");
    for (FlatRead read : proof.reads()) {
      line(
          text,
          "read at "
              + read.at()
              + ": "
              + read.positions()
              + " positions, "
              + read.openOrders()
              + " open orders");
    }
    for (SymbolProof symbol : proof.symbols()) {
      line(
          text,
          symbol.symbol()
              + ": opening "
              + symbol.opening()
              + " + bought "
              + symbol.bought()
              + " - sold "
              + symbol.sold()
              + " = "
              + symbol.remaining());
    }
    line(
        text,
        "closing orders: "
            + (proof.closingOrders().isEmpty()
                ? "none"
                : String.join(", ", proof.closingOrders())));
  }

  private static void configuration(StringBuilder text, IncidentView view) {
    IncidentBrief brief = view.brief();
    Alarm alarm = view.alarm();
    if (brief == null && alarm != null) {
      line(text, "hash " + alarm.policy().configurationHash());
      line(text, "environment " + alarm.policy().environment());
    }
    if (brief != null) {
      line(text, "hash " + brief.policy().configurationHash());
      line(text, "environment " + brief.policy().environment());
      line(text, "halt epoch " + brief.epoch());
    }
  }

  private static void section(StringBuilder text, String heading) {
    text.append('\n');
    line(text, heading);
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.strip().replace('[', '(').replace(']', ')')).append('\n');
  }
}
