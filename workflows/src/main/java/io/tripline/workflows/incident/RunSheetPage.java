package io.tripline.workflows.incident;

import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.Observation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The page that the Temporal UI shows of an incident: Markdown lists, no tables, under 8 KB because
 * the text travels in an address. Pure.
 */
final class RunSheetPage {
  static final int LARGEST = 7_500;
  private static final int LINES = 12;

  private RunSheetPage() {}

  static String of(IncidentView view) {
    for (int lines = LINES; lines >= 0; lines -= 4) {
      String page = page(view, lines, lines == 0 ? 60 : 160);
      if (page.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
        return page;
      }
    }
    return "## "
        + view.severity()
        + " "
        + view.id()
        + "\n\n- `"
        + NextCommand.show(view.id())
        + "`\n";
  }

  private static String page(IncidentView view, int lines, int width) {
    StringBuilder page = new StringBuilder();
    page.append("## ").append(view.severity()).append(' ').append(view.id()).append("\n\n");
    page.append("- **Status** ")
        .append(view.status().templateWord())
        .append(" (")
        .append(view.status())
        .append(")\n");
    IncidentBrief brief = view.brief();
    if (brief != null) {
      page.append("- **Trip** ").append(trip(brief, width)).append('\n');
    }
    if (view.alarm() != null) {
      page.append("- **Cause** ")
          .append(view.alarm().cause().word())
          .append(", by ")
          .append(text(view.alarm().by(), 80))
          .append(": ")
          .append(text(view.alarm().reason(), width))
          .append('\n');
    }
    if (view.alerts() > 1) {
      page.append("- **Alerts** ").append(view.alerts()).append('\n');
    }
    if (view.judgement() != null) {
      page.append("- **Verdict** ")
          .append(view.judgement().verdict())
          .append(": ")
          .append(text(view.judgement().summary(), width))
          .append('\n');
    }
    people(page, view, width);
    page.append("- **Acknowledged** ")
        .append(
            view.acknowledgedBy() != null
                ? "by " + text(view.acknowledgedBy(), 80)
                : view.acknowledgeBy() == null
                    ? "not yet"
                    : "not yet; due by " + Plain.time(view.acknowledgeBy()))
        .append(view.breached() ? " **(too late)**" : "")
        .append('\n');
    if (!view.awaited().isEmpty()) {
      page.append("- **Waiting for** ").append(text(view.awaited(), width * 2)).append('\n');
    }
    if (!view.nextCommand().isEmpty()) {
      page.append("- **Type** `").append(view.nextCommand()).append("`\n");
    }
    handling(page, view);
    view.openGates().forEach(gate -> gate(page, view.id(), gate, width));
    page.append("\n### Steps\n\n");
    int number = 1;
    for (StepView step : view.steps()) {
      page.append("- ")
          .append(mark(step.state()))
          .append(' ')
          .append(number++)
          .append(". ")
          .append(step.title())
          .append(step.outcome().isEmpty() ? "" : ": " + text(step.outcome(), width))
          .append('\n');
    }
    List<TimelineLine> last =
        view.timeline()
            .subList(Math.max(0, view.timeline().size() - lines), view.timeline().size());
    if (!last.isEmpty()) {
      page.append("\n### Latest\n\n");
      last.forEach(line ->
          page.append("- ")
              .append(Plain.time(line.at()))
              .append(' ')
              .append(text(line.text(), width))
              .append('\n'));
    }
    return page.toString();
  }

  private static void people(StringBuilder page, IncidentView view, int width) {
    PeoplesWords said = view.saidByPeople();
    if (said.heldBy() != null) {
      page.append("- **Held by** the P0 ").append(said.heldBy()).append(", which goes first\n");
    }
    if (said.falseAlarm() != null) {
      page.append("- **FALSE ALARM** said by ")
          .append(text(said.falseAlarm().by(), 80))
          .append(": ")
          .append(text(said.falseAlarm().reason(), width))
          .append('\n');
    }
    for (PeoplesWords.Regraded each : said.regrades()) {
      page.append("- **Regraded** from ")
          .append(each.from())
          .append(" to ")
          .append(each.to())
          .append(" by ")
          .append(text(each.by(), 80))
          .append(": ")
          .append(text(each.reason(), width))
          .append('\n');
    }
  }

  private static void handling(StringBuilder page, IncidentView view) {
    Handling handling = view.handling();
    if (handling == null) {
      return;
    }
    if (handling.nextUpdate() != null) {
      page.append("- **Next update** by ").append(Plain.time(handling.nextUpdate())).append('\n');
    }
    if (handling.support() != null) {
      page.append("- **Broker Support** `").append(NextCommand.support(view.id())).append("`\n");
    }
  }

  private static String trip(IncidentBrief brief, int width) {
    Observation seen = brief.observation();
    return brief.killSwitch()
        + " "
        + brief.killSwitch().title()
        + (seen == null
            ? " by " + text(brief.by(), 80) + ": " + text(brief.reason(), width)
            : " " + seen.reading() + ", limit " + seen.limit());
  }

  private static void gate(StringBuilder page, String incident, Gate gate, int width) {
    page.append("\n### Gate ")
        .append(gate.id())
        .append("\n\n- ")
        .append(text(gate.question(), width))
        .append("\n- plan ")
        .append(gate.digest())
        .append(":\n");
    // The UI shows no nested lists.
    gate.plan().forEach(line -> page.append("- → ").append(text(line, width)).append('\n'));
    page.append("- needs ")
        .append(gate.names())
        .append(" different names")
        .append(gate.requester() == null ? "" : "; asked for by " + text(gate.requester(), 80))
        .append("; open until ")
        .append(Plain.time(gate.expiresAt()))
        .append(", then ")
        .append(text(gate.safeOutcome(), width))
        .append("\n- here: More Actions, Send an Update, `decide`: `{\"verdict\":\"approve\",")
        .append("\"by\":\"YOUR-NAME\",\"reason\":\"why\",\"gate\":\"")
        .append(gate.id())
        .append("\",\"incident\":\"")
        .append(incident)
        .append("\"}`\n");
  }

  private static String mark(StepState state) {
    return switch (state) {
      case PENDING -> "·";
      case RUNNING -> "▶";
      case WAITING -> "…";
      case DONE -> "✓";
      case NOT_APPLICABLE -> "–";
      case FAILED -> "✗";
    };
  }

  /**
   * Markup of somebody's words is taken out, so that a name can't look like a command. An
   * underscore inside a word is none: people grep for such words.
   */
  private static String text(String words, int longest) {
    return Plain.line(words, longest)
        .replaceAll("[`*<>\\[\\]{}|#]", "")
        .replaceAll("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])", "");
  }
}
