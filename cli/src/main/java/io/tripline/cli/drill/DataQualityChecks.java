package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.Cause;
import java.util.List;

/** What must be true after market data that could not be believed, judged from outside. */
final class DataQualityChecks {
  private static final String BLOCKED = "entries blocked by " + KillSwitch.K5;
  private static final String LIFTED = "lifted by itself: " + KillSwitch.K5.ends();
  private static final String RESOLVED = "resolved: ";

  private final Verdict verdict;

  DataQualityChecks(Verdict verdict) {
    this.verdict = verdict;
  }

  /** A P2 of that cause, begun by the switch and by nobody else. */
  void declaredByTheSwitch(String type, List<JsonNode> alarms) {
    verdict.found("the incident is a P2", type.equals("P2Response"), type);
    JsonNode first = alarms.isEmpty() ? null : alarms.getFirst();
    String said = first == null ? "no alarm" : first.path("by").asText() + ": " + reason(first);
    verdict.found(
        "declared by the switch, with what it read",
        first != null
            && first.path("by").asText().equals("the watch")
            && reason(first).contains("D4 ")
            && first.path("cause").asText().equals(Cause.DATA_QUALITY.word()),
        said);
  }

  private static String reason(JsonNode alarm) {
    return alarm.path("reason").asText();
  }

  /**
   * First the block, then its end by clean looks, then the incident's; and nobody asked for it.
   *
   * @param audit its lines, oldest first
   */
  void liftedByItself(List<Histories.UpdateSeen> guard, List<String> audit, String incident) {
    int blocked = first(audit, BLOCKED, "");
    int lifted = first(audit, LIFTED, "");
    int resolved = first(audit, RESOLVED, incident);
    verdict.found("entries were blocked", blocked >= 0, line(audit, blocked));
    verdict.found(
        "the block was lifted by clean looks, and the incident ended after that",
        blocked >= 0 && lifted > blocked && resolved > lifted,
        line(audit, lifted) + "; " + line(audit, resolved));
    List<String> asked =
        guard.stream()
            .map(Histories.UpdateSeen::name)
            .filter(name -> name.equals("unblock") || name.equals("reset"))
            .toList();
    verdict.found("nobody asked the guard to let entries pass", asked.isEmpty(), "asked " + asked);
  }

  private static int first(List<String> audit, String text, String also) {
    for (int i = 0; i < audit.size(); i++) {
      if (audit.get(i).contains(text) && audit.get(i).contains(also)) {
        return i;
      }
    }
    return -1;
  }

  private static String line(List<String> audit, int at) {
    return at < 0
        ? "no such line"
        : audit.get(at).substring(0, Math.min(160, audit.get(at).length()));
  }
}
