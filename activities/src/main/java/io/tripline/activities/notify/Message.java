package io.tripline.activities.notify;

import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Stage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A notice on its way to people.
 *
 * @param link to what it is about; empty where no public address is configured
 * @param repeat true where it may have been sent before a crash: people are told so
 */
public record Message(Notice notice, Instant at, String link, boolean repeat) {
  /** One line: what happened. */
  String headline() {
    boolean unmarked = notice.drill() && !notice.headline().startsWith("DRILL");
    return (unmarked ? "DRILL " : "") + flat(notice.headline());
  }

  /** For a subject or a list: how loud, where, what. */
  String subject() {
    return "[Tripline " + notice.urgency() + "] " + notice.account() + ": " + headline();
  }

  /** The status of the runbook's template; empty where it is about no incident. */
  String status() {
    Stage stage = notice.stage();
    return switch (stage) {
      case null -> "";
      case DECLARED, ACKNOWLEDGED -> "Investigating";
      case MITIGATED -> "Mitigated";
      case RESOLVED -> "Resolved";
    };
  }

  /** Everything, line by line, with the exact command to type next. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (repeat) {
      lines.add("(You may have seen this: it is not known whether it was sent before a crash.)");
    }
    lines.add("Date/Time: " + at.truncatedTo(ChronoUnit.SECONDS));
    lines.add("Account: " + notice.account());
    if (notice.incident() != null) {
      lines.add("Incident: " + notice.incident());
    }
    // A status update says it in its own text.
    if (!status().isEmpty() && !notice.text().startsWith("Status:")) {
      lines.add("Status: " + status());
    }
    if (!notice.text().isBlank()) {
      lines.add(notice.text().strip());
    }
    if (!notice.command().isBlank()) {
      lines.add("Next: " + notice.command());
    }
    if (!link.isEmpty()) {
      lines.add("Look: " + link);
    }
    lines.add("Notice: " + notice.id());
    return lines;
  }

  private static String flat(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
