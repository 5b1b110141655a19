package io.tripline.workflows.incident;

import io.tripline.workflows.runbook.Severity;
import java.util.List;
import java.util.Optional;

/** What people said of an incident, as its report tells it. Pure. */
final class PeoplesText {
  private PeoplesText() {}

  static Optional<String> falseAlarm(IncidentView view) {
    return Optional.ofNullable(view.saidByPeople().falseAlarm())
        .map(claim ->
            "FALSE ALARM, said by "
                + claim.by()
                + " at "
                + Plain.time(claim.at())
                + ": "
                + claim.reason()
                + ". The incident was cancelled.");
  }

  static Optional<String> cause(IncidentView view) {
    return Optional.ofNullable(view.saidByPeople().cause())
        .map(stated -> "As stated by " + stated.by() + ": " + stated.sentence() + ".");
  }

  static List<String> verdicts(IncidentView view) {
    return view.saidByPeople().verdicts().stream()
        .map(each ->
            Plain.time(each.at())
                + "  judged "
                + each.verdict()
                + " by "
                + each.by()
                + ": "
                + each.reason())
        .toList();
  }

  static List<String> regrades(IncidentView view) {
    return view.saidByPeople().regrades().stream()
        .map(each ->
            Plain.time(each.at())
                + "  from "
                + each.from()
                + " to "
                + each.to()
                + " by "
                + each.by()
                + ": "
                + each.reason())
        .toList();
  }

  /** A review is due for what it ever was. */
  static Severity highest(IncidentView view) {
    Severity highest = view.severity();
    for (PeoplesWords.Regraded each : view.saidByPeople().regrades()) {
      highest = each.from().compareTo(highest) < 0 ? each.from() : highest;
    }
    return highest;
  }
}
