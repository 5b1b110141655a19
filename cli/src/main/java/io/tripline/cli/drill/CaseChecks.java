package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must be true of incidents that people regraded or ended, judged from outside. */
final class CaseChecks {
  private final Verdict verdict;

  CaseChecks(Verdict verdict) {
    this.verdict = verdict;
  }

  /**
   * The same incident goes on under its id and its type, and no second one was begun.
   *
   * @param type workflow type of its run
   * @param others ids of the incidents that began beside it
   */
  void oneIncident(String incident, String type, String wanted, List<String> others) {
    verdict.found(
        "one incident, regraded in place",
        type.equals(wanted) && others.isEmpty(),
        incident + " is a " + type + ", beside it: " + others);
  }

  /** The severity that the lists of the Temporal UI show. */
  void severity(String incident, String attribute, String wanted) {
    verdict.found(
        "severity " + wanted + " of " + incident, attribute.equals(wanted), "was " + attribute);
  }

  /** The guard latched for exactly this incident, and that closed nothing. */
  void haltBelongsTo(String incident, List<Histories.UpdateSeen> guard) {
    List<Histories.UpdateSeen> trips =
        guard.stream().filter(each -> each.name().equals("trip") && !each.failed()).toList();
    List<String> owners =
        trips.stream().map(each -> each.input().path("incident").asText("")).toList();
    List<String> levels =
        trips.stream().map(each -> each.input().path("level").asText("")).toList();
    verdict.found(
        "the halt belongs to the incident",
        owners.equals(List.of(incident)) && levels.equals(List.of("STOP")),
        "trips for " + owners + ", levels " + levels);
  }

  /** Nobody lifted the halt alone: the guard was asked after the second different name. */
  void twoNames(List<Histories.UpdateSeen> incident, Optional<Instant> reset) {
    Set<String> names = new LinkedHashSet<>();
    Instant second = null;
    for (Histories.UpdateSeen each : incident) {
      boolean approves =
          each.name().equals("decide")
              && !each.failed()
              && each.input().path("verdict").asText().equals("approve");
      if (approves && names.add(each.input().path("by").asText()) && names.size() == 2) {
        second = each.acceptedAt();
      }
    }
    Instant lifted = reset.orElse(null);
    verdict.found(
        "two names before the halt was lifted",
        second != null && lifted != null && !lifted.isBefore(second),
        names + ", the second at " + second + ", lifted at " + lifted);
  }

  /** It ended as none: told so, reported so, and nobody has to review it. */
  void cancelled(
      String incident, Optional<JsonNode> result, List<Histories.Run> reviews, String report) {
    String status = result.map(each -> each.path("status").asText()).orElse("no result");
    verdict.found("cancelled", status.equals("CANCELLED"), incident + " ended " + status);
    verdict.found(
        "the report says false alarm",
        report.contains("FALSE ALARM") && report.contains("Status: Resolved"),
        report.isEmpty() ? "no report" : "FALSE ALARM in the report of " + incident);
    verdict.found(
        "no review of a false alarm", reviews.isEmpty(), reviews.size() + " review run(s)");
  }

  /** The account was never halted for it. */
  void neverHalted(List<Histories.UpdateSeen> guard, Instant until) {
    List<Instant> trips =
        guard.stream()
            .filter(each -> each.name().equals("trip"))
            .map(Histories.UpdateSeen::acceptedAt)
            .filter(at -> at.isBefore(until))
            .toList();
    verdict.found(
        "trading was never touched by it",
        trips.isEmpty(),
        trips.size() + " trip(s) until " + until);
  }
}
