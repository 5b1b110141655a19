package io.tripline.activities.journal;

import io.tripline.workflows.journal.Entry;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * An incident as the journal knows it; a word that no entry told is empty.
 *
 * @param severity P0 to P3
 * @param status the last one told
 * @param text the last entry's line
 * @param breached true when nobody acknowledged within the response time
 */
public record IncidentSummary(
    String id,
    String account,
    String severity,
    String cause,
    String status,
    Instant begunAt,
    Instant lastAt,
    String text,
    String report,
    boolean breached) {
  static IncidentSummary begin(String id, Entry entry) {
    return new IncidentSummary(
            id,
            entry.account().value(),
            "",
            "",
            "",
            entry.at(),
            entry.at(),
            entry.text(),
            "",
            false)
        .with(entry);
  }

  IncidentSummary with(Entry entry) {
    var data = entry.data();
    return new IncidentSummary(
        id,
        account,
        data.getOrDefault("severity", severity),
        data.getOrDefault("cause", cause),
        data.getOrDefault("status", milestone(data, status)),
        begunAt,
        entry.at(),
        entry.text(),
        reportOf(data.getOrDefault("path", ""), report),
        breached || data.containsKey("responseTime"));
  }

  /** The review writes a report of its own. */
  private static String reportOf(String path, String before) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return path.isEmpty() || name.startsWith("review-") ? before : path;
  }

  /** The milestones of an incident are named after the statuses that they lead to. */
  private static String milestone(Map<String, String> data, String status) {
    String reached = data.get("milestone");
    // People may take over what is mitigated or over already: that leads nowhere back.
    boolean late =
        "acknowledged".equals(reached)
            && !status.isEmpty()
            && !status.equals("DECLARED")
            && !status.equals("ACKNOWLEDGED");
    return reached == null || late ? status : reached.toUpperCase(Locale.ROOT);
  }
}
