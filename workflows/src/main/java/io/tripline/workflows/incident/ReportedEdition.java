package io.tripline.workflows.incident;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.guard.IncidentBrief;
import java.util.ArrayList;
import java.util.List;

/** Under which documents and configuration an incident went, for its report. Pure. */
final class ReportedEdition {
  private ReportedEdition() {}

  static List<String> of(IncidentView view) {
    List<String> lines = new ArrayList<>();
    IncidentBrief brief = view.brief();
    Handling handling = view.handling();
    Edition begun = handling == null ? null : handling.edition();
    Edition turnedTo = handling == null ? null : handling.turnedTo();
    if (begun != null) {
      lines.add("begun under " + begun.sentence());
    }
    if (turnedTo != null) {
      lines.add("went on under " + turnedTo.sentence());
    }
    if (brief == null && view.alarm() != null) {
      AccountPolicy policy = view.alarm().policy();
      lines.add("hash " + policy.configurationHash());
      lines.add("environment " + policy.environment());
    }
    if (brief != null) {
      // The guard may have tripped under a configuration that this did not begin under.
      String tripped = brief.policy().configurationHash();
      String own = begun == null ? tripped : begun.configurationHash();
      lines.add("hash " + own);
      if (!own.equals(tripped)) {
        lines.add("the last trip came under configuration " + tripped);
      }
      lines.add("environment " + brief.policy().environment());
      lines.add("halt epoch " + brief.epoch());
    }
    return lines;
  }
}
