package io.tripline.workflows.incident;

import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.runbook.P0Step;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.RunbookStep;
import io.tripline.workflows.runbook.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the incident report, in Markdown: the headings of the runbook's template in their order,
 * each whole in its line, then the evidence. Pure, and nothing in it depends on when it is written.
 */
final class IncidentReportWriter {
  private IncidentReportWriter() {}

  /** Of an incident that knows no more than it shows. */
  static String write(IncidentView view) {
    return write(view, List.of());
  }

  /**
   * @param halts each of its halts, in their order; empty for what holds none
   */
  static String write(IncidentView view, List<HaltSpan> halts) {
    Markdown text = new Markdown();
    text.title("INCIDENT REPORT");
    text.item("Date/Time: " + Plain.time(view.milestones().detected()) + " (UTC)");
    text.item("Severity: " + view.severity());
    text.item("Status: " + view.status().templateWord());
    text.item("Incident: " + view.id());
    text.section("Summary:");
    PeoplesText.falseAlarm(view).ifPresent(text::paragraph);
    text.paragraph(summary(view));
    text.section("Impact:");
    impact(text, view, halts);
    text.section("Root Cause:");
    PeoplesText.cause(view).ifPresent(text::paragraph);
    text.paragraph(rootCause(view));
    text.section("Actions Taken:");
    actions(text, view);
    text.section("Next Steps:");
    nextSteps(text, view);
    text.section("Durations:");
    durations(text, view);
    text.section("Decisions (names are claimed, not proven):");
    decisions(text, view.decisions());
    text.section("Checks of the loss:");
    checks(text, view.judgement());
    PeoplesText.verdicts(view).forEach(text::item);
    if (!PeoplesText.regrades(view).isEmpty()) {
      text.section("Regraded:");
      PeoplesText.regrades(view).forEach(text::item);
    }
    text.section("Proof of flat:");
    if (halts.isEmpty()) {
      HaltsText.proof(text, view.flatten());
    } else {
      HaltsText.proofs(text, halts);
    }
    text.section("Timeline (UTC):");
    if (view.timeline().isEmpty()) {
      text.paragraph("nothing");
    }
    view.timeline()
        .forEach(at -> text.item(Plain.time(at.at()) + "  " + at.actor() + ": " + at.text()));
    text.section("Configuration:");
    ReportedEdition.of(view).forEach(text::item);
    return text.text();
  }

  static String summary(IncidentView view) {
    IncidentBrief brief = view.brief();
    Alarm alarm = view.alarm();
    if (brief == null) {
      return alarm == null ? "Nothing is known of its cause." : summary(view, alarm);
    }
    String begun =
        alarm == null ? "" : " It began as " + alarm.cause().word() + ": " + alarm.reason();
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
        + "."
        + begun;
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

  private static void impact(Markdown text, IncidentView view, List<HaltSpan> halts) {
    IncidentBrief brief = view.brief();
    if (brief != null && !halts.isEmpty()) {
      HaltsText.impact(
          text, halts, view.milestones().resolved(), brief.policy().scope().describe());
      return;
    }
    if (brief != null) {
      text.paragraph(
          "No order that raises exposure was permitted from the trip until the reset ("
              + Plain.span(
                  view.alarm() == null ? view.milestones().detected() : brief.detectedAt(),
                  view.milestones().resolved())
              + "); scope: "
              + brief.policy().scope().describe()
              + ".");
    }
    if (brief == null && view.alarm() != null) {
      text.paragraph(
          "It lasted "
              + Plain.span(view.milestones().detected(), view.milestones().resolved())
              + "; scope: "
              + view.alarm().policy().scope().describe()
              + ".");
      view.alarm().evidence().forEach((name, value) -> text.item(name + ": " + value));
    }
    text.paragraph(HaltsText.closed(view.flatten()));
  }

  /** While it goes on, in one line. */
  static String impactNow(IncidentView view) {
    IncidentBrief brief = view.brief();
    FlattenNotice flatten = view.flatten();
    String since =
        " since " + Plain.time(brief == null ? view.milestones().detected() : brief.detectedAt());
    String what =
        brief != null
            ? "No order that raises exposure is permitted" + since
            : "The system does not work as it should" + since;
    return what
        + "; "
        + (flatten == null
            ? "no position was closed."
            : flatten.result() == null
                ? "flatten " + flatten.stage() + ": " + flatten.detail()
                : HaltsText.flat(flatten.result()));
  }

  static String rootCause(IncidentView view) {
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

  private static void actions(Markdown text, IncidentView view) {
    int number = 1;
    for (StepView step : view.steps()) {
      text.item(
          number++,
          step.title()
              + ": "
              + step.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
              + (step.outcome().isEmpty() ? "" : ", " + step.outcome()));
    }
  }

  private static void nextSteps(Markdown text, IncidentView view) {
    if (view.saidByPeople().falseAlarm() != null) {
      text.item("No review follows a false alarm; find out what raised it");
      return;
    }
    if (PeoplesText.highest(view).compareTo(Severity.P1) > 0) {
      text.item("None is prescribed after a " + view.severity() + "; notes are in the timeline");
      return;
    }
    text.item("Post-incident review is due (after any P0 or P1): " + NextCommand.review(view.id()));
    text.item(1, "Create incident report: this document");
    text.item(2, "Identify root cause: confirm or correct what is said above");
    text.item(3, "Document lessons learned");
    text.item(4, "Update runbook if needed");
    text.item(5, "Implement preventive measures");
    if (view.acknowledgedBy() == null) {
      text.item("Find out why nobody acknowledged in time");
    }
  }

  private static void durations(Markdown text, IncidentView view) {
    Milestones at = view.milestones();
    text.item("MTTD (detected to declared): " + Plain.span(at.detected(), at.declared()));
    text.item(
        "MTTA (detected to acknowledged): "
            + Plain.span(at.detected(), at.acknowledged())
            + (view.breached() ? ", later than the response time allows" : ""));
    text.item("MTTM (detected to mitigated): " + Plain.span(at.detected(), at.mitigated()));
    text.item("MTTR (detected to resolved): " + Plain.span(at.detected(), at.resolved()));
  }

  private static void decisions(Markdown text, List<DecisionRecord> decisions) {
    if (decisions.isEmpty()) {
      text.paragraph("none");
    }
    for (DecisionRecord each : decisions) {
      text.item(
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

  private static void checks(Markdown text, @Nullable LossJudgement judgement) {
    if (judgement == null) {
      text.paragraph("not judged: the cause was not a reading");
      return;
    }
    text.paragraph(
        "Verdict "
            + judgement.verdict()
            + ", loss "
            + (judgement.lossFraction().isEmpty() ? "unknown" : judgement.lossFraction())
            + " of the previous close's equity");
    if (!judgement.checks().isEmpty()) {
      text.table(
          List.of("Check", "Result", "Of what", "Figure", "Rule"),
          judgement.checks().stream()
              .<List<String>>map(each ->
                  List.of(
                      each.id(),
                      String.valueOf(each.check()),
                      each.title(),
                      each.figure(),
                      each.rule()))
              .toList());
    }
  }
}
