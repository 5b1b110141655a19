package io.tripline.workflows.incident;

import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Severity;

/**
 * The same incident under another severity: people are asked by that one's clock, and told. For
 * workflow threads.
 */
record SeverityChange(
    Facts facts,
    RunSheet sheet,
    Acknowledgement acknowledgement,
    Announcements announcements,
    StatusUpdates updates) {
  /** By the machine, with its reason in the headline. */
  void byMachine(Severity now, String why) {
    Severity before = facts.severity();
    change(now, why, CaseDesk.MACHINE);
    if (announcements.promises()) {
      updates.tell(
          pageUpwards(before, now),
          "Regraded from " + before + " to " + now + ": " + Plain.line(why, 120),
          why);
    }
  }

  /** By a person, told once and with {@code more} of what came of it. */
  void byPerson(Severity now, String why, PersonName by, String more) {
    Severity before = facts.severity();
    change(now, why, by.shown());
    if (announcements.promises() && !announcements.tellsRegradeOnce()) {
      updates.tell(pageUpwards(before, now), "Regraded from " + before + " to " + now, why);
    }
    updates.tell(
        pageUpwards(before, now),
        now + " " + now.category() + ": regraded from " + before + " by " + by,
        why + more);
  }

  /** Nobody is woken because something is less bad than it was. */
  private static Urgency pageUpwards(Severity before, Severity now) {
    boolean up = now.compareTo(before) < 0;
    return up && now.compareTo(Severity.P1) <= 0 ? Urgency.PAGE : Urgency.NOTIFY;
  }

  private void change(Severity now, String why, String by) {
    Severity before = facts.severity();
    facts.regraded(now);
    facts.testimony().regraded(before, now, by, why, RunSheet.now());
    sheet.record(
        EntryKind.INCIDENT,
        by,
        "regraded from " + before + " to " + now + ": " + why,
        Figures.of("severity", now.name(), "before", before.name()));
    acknowledgement.regraded(before, RunSheet.now());
  }
}
