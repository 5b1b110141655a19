package io.tripline.cli.incident;

import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.incident.Handling;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.PeoplesWords;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.incident.TimelineLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An incident in lines for a terminal; times are UTC. Pure. */
public final class ViewText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  private ViewText() {}

  /** The whole incident. */
  public static List<String> whole(IncidentView view, String commandOptions) {
    List<String> lines = new ArrayList<>();
    lines.add(
        view.id()
            + "  "
            + view.severity()
            + " "
            + view.severity().category()
            + "  "
            + view.status()
            + " ("
            + view.status().templateWord()
            + ")");
    if (view.brief() != null) {
      lines.add("  why        " + view.brief().reason() + " (by " + view.brief().by() + ")");
    }
    if (view.alarm() != null) {
      lines.add("  why        " + view.alarm().reason() + " (by " + view.alarm().by() + ")");
    }
    if (view.alerts() > 1) {
      lines.add("  alerts     " + view.alerts() + " of this cause");
    }
    lines.add("  responder  " + responder(view));
    lines.addAll(handling(view, commandOptions));
    if (view.judgement() != null) {
      lines.add("  verdict    " + view.judgement().verdict() + ": " + view.judgement().summary());
    }
    lines.addAll(people(view.saidByPeople()));
    if (view.flatten() != null) {
      lines.add("  flatten    " + view.flatten().stage() + ": " + view.flatten().detail());
    }
    lines.add("  steps");
    view.steps().forEach(step -> lines.add("    " + step(step)));
    if (!view.awaited().isBlank()) {
      lines.add("  waits for  " + view.awaited());
    }
    if (!view.nextCommand().isBlank()) {
      lines.add("  next       " + view.nextCommand() + commandOptions);
    }
    view.openGates().forEach(gate -> lines.addAll(gate(gate)));
    if (!view.decisions().isEmpty()) {
      lines.add("  decisions");
      view.decisions().forEach(decision -> lines.add("    " + decision(decision)));
    }
    lines.add("  timeline (UTC)");
    view.timeline().forEach(line -> lines.add("    " + timeline(line)));
    if (view.reportPath() != null) {
      lines.add("  report     " + view.reportPath());
    }
    return lines;
  }

  private static List<String> people(PeoplesWords said) {
    List<String> lines = new ArrayList<>();
    said.regrades()
        .forEach(each ->
            lines.add(
                "  regraded   from %s to %s by %s at %s UTC: %s"
                    .formatted(
                        each.from(), each.to(), each.by(), clock(each.at()), each.reason())));
    said.verdicts()
        .forEach(each ->
            lines.add(
                "  judged     " + each.verdict() + " by " + each.by() + ": " + each.reason()));
    if (said.cause() != null) {
      lines.add("  root cause " + said.cause().sentence() + " (by " + said.cause().by() + ")");
    }
    if (said.falseAlarm() != null) {
      lines.add("  FALSE ALARM, by " + said.falseAlarm().by() + ": " + said.falseAlarm().reason());
    }
    if (said.heldBy() != null) {
      lines.add("  held by    the P0 " + said.heldBy() + ", which goes first");
    }
    return lines;
  }

  private static String responder(IncidentView view) {
    if (view.acknowledgedBy() != null) {
      return view.acknowledgedBy() + (view.breached() ? ", LATE: the response time was over" : "");
    }
    return "nobody yet"
        + (view.acknowledgeBy() == null
            ? ""
            : view.breached()
                ? "; LATE: was due at " + clock(view.acknowledgeBy()) + " UTC"
                : "; due by " + clock(view.acknowledgeBy()) + " UTC");
  }

  private static List<String> handling(IncidentView view, String commandOptions) {
    Handling handling = view.handling();
    List<String> lines = new ArrayList<>();
    if (handling != null && handling.nextUpdate() != null) {
      lines.add("  updates    the next one by " + clock(handling.nextUpdate()) + " UTC");
    }
    if (handling != null && handling.support() != null) {
      lines.add(
          "  support    ./tripline incident support "
              + view.id()
              + commandOptions
              + " (ready since "
              + clock(handling.support().since())
              + " UTC)");
    }
    if (handling != null && handling.edition() != null) {
      lines.add("  edition    " + handling.edition().sentence());
    }
    if (handling != null && handling.turnedTo() != null) {
      lines.add("  then       " + handling.turnedTo().sentence());
    }
    return lines;
  }

  /** One step: its state, title, outcome and duration. */
  public static String step(StepView step) {
    String mark =
        switch (step.state()) {
          case PENDING -> "[ ]";
          case RUNNING -> "[>]";
          case WAITING -> "[~]";
          case DONE -> "[x]";
          case NOT_APPLICABLE -> "[-]";
          case FAILED -> "[!]";
        };
    return mark
        + " "
        + step.title()
        + (step.outcome().isBlank() ? "" : ": " + step.outcome())
        + took(step.startedAt(), step.endedAt());
  }

  /** A gate with its plan. */
  public static List<String> gate(Gate gate) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  gate "
            + gate.id()
            + " ("
            + gate.direction()
            + ", "
            + gate.names()
            + (gate.names() == 1 ? " name" : " names")
            + ", until "
            + clock(gate.expiresAt())
            + " UTC, else: "
            + gate.safeOutcome()
            + "): "
            + gate.question());
    gate.plan().forEach(line -> lines.add("    - " + line));
    if (gate.requester() != null) {
      lines.add("    asked for by " + gate.requester());
    }
    return lines;
  }

  /** A decision with its outcome. */
  public static String decision(DecisionRecord decision) {
    return clock(decision.at())
        + " "
        + decision.gate()
        + " "
        + decision.verdict()
        + " by "
        + decision.by()
        + ": "
        + decision.outcome()
        + (decision.reason().isBlank() ? "" : " (" + decision.reason() + ")");
  }

  /** A line of the timeline. */
  public static String timeline(TimelineLine line) {
    return clock(line.at()) + "  " + line.text() + "  [" + line.actor() + "]";
  }

  /** Wall time of day, UTC. */
  public static String clock(Instant at) {
    return CLOCK.format(at);
  }

  private static String took(@Nullable Instant from, @Nullable Instant to) {
    if (from == null || to == null) {
      return "";
    }
    long millis = Duration.between(from, to).toMillis();
    return " (" + (millis < 10_000 ? millis + " ms" : millis / 1000 + " s") + ")";
  }
}
