package io.tripline.workflows.incident;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.RunbookStep;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How an incident ends: told, reported, handed to its review, all of it written. */
final class Closing {
  private final Journal archive = Workflow.newActivityStub(Journal.class, Policies.report());
  private final Reviews reviews = Workflow.newActivityStub(Reviews.class, Policies.review());
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;

  Closing(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
  }

  /**
   * Back to normal, verified.
   *
   * @param report the step that writes the report; null where the document has none
   * @param how what "resolved" means here, in words
   * @param headline the same for people's pagers
   * @param review whether a review follows where the severity asks for one; asked when it is due
   */
  IncidentReport resolved(
      @Nullable RunbookStep report, String how, String headline, BooleanSupplier review) {
    desk.settle();
    desk.closes();
    Optional<PeoplesWords.Claim> none = facts.testimony().falseAlarm();
    if (none.isPresent()) {
      return cancelled(report, none.get());
    }
    facts.resolved(RunSheet.now());
    desk.acknowledgement().stop();
    desk.knownGate().ifPresent(CaseGate::close);
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "resolved: " + how,
        Figures.of("milestone", "resolved"));
    desk.tellGuard();
    desk.statusUpdate(
        Urgency.NOTIFY,
        facts.severity() + " resolved: " + headline,
        "The report is in the journal.");
    desk.support().close();
    Journal.StoredReport stored = write(report);
    if (facts.reviewed() && review.getAsBoolean()) {
      startReview();
    }
    desk.finish();
    return new IncidentReport(
        facts.id(), IncidentStatus.RESOLVED, "resolved: " + how, stored.path(), stored.digest());
  }

  private Journal.StoredReport write(@Nullable RunbookStep report) {
    if (report != null) {
      sheet.begin(report);
      sheet.done(report, "written with this text");
    }
    sheet.publish();
    Journal.StoredReport stored =
        archive.storeReport(
            new Journal.Report(
                facts.account(),
                facts.id(),
                facts.id() + ".md",
                IncidentReportWriter.write(desk.view(), facts.halts())));
    facts.reported(stored.path());
    sheet.line(CaseDesk.MACHINE, "incident report written to " + stored.path());
    return stored;
  }

  /** It was none: that is reported, and there is nothing to review. */
  private IncidentReport cancelled(@Nullable RunbookStep report, PeoplesWords.Claim claim) {
    String how = "FALSE ALARM, by " + claim.by() + ": " + claim.reason();
    facts.cancelled(RunSheet.now());
    desk.acknowledgement().stop();
    desk.knownGate().ifPresent(CaseGate::close);
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "cancelled: " + how,
        Figures.of("status", IncidentStatus.CANCELLED.name(), "falseAlarm", "true"));
    desk.tellGuard();
    desk.statusUpdate(
        Urgency.NOTIFY,
        facts.severity() + " cancelled: false alarm",
        how + ". No review follows; the report is in the journal.");
    desk.support().close();
    Journal.StoredReport stored = write(report);
    desk.finish();
    return new IncidentReport(
        facts.id(), IncidentStatus.CANCELLED, "cancelled: " + how, stored.path(), stored.digest());
  }

  /** "In review" and "closed" are the review's; it reads the incident from the journal. */
  private void startReview() {
    sheet.awaitWritten();
    ReviewOrder order = new ReviewOrder(facts.policy(), facts.id(), facts.severity());
    reviews.open(order);
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "post-incident review started: " + order.reviewId(),
        Figures.of("review", order.reviewId()));
  }

  /** It ended before it began, or elsewhere. */
  IncidentReport ended(DeclaredByHand.Ended ended) {
    desk.closes();
    facts.ended(ended.status());
    desk.acknowledgement().stop();
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        ended.why() + "; no post-incident review is needed",
        Figures.of("status", ended.status().name()));
    if (facts.knownPolicy().isPresent()) {
      desk.announcements()
          .tell(
              Urgency.NOTIFY,
              facts.severity() + " ended: " + ended.status(),
              ended.why(),
              NextCommand.show(facts.id()));
      desk.knownGate().ifPresent(CaseGate::close);
    }
    sheet.publish();
    desk.finish();
    return new IncidentReport(facts.id(), ended.status(), ended.why(), "", "");
  }
}
