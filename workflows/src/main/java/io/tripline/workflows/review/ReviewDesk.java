package io.tripline.workflows.review;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.incident.Plain;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that belongs to one review, once the journal was read. For workflow threads. */
final class ReviewDesk {
  /** From then on an action item that comes after the signature has an owner and a due date. */
  private static final String CHANGE = "assigned-once-signed";

  private final ReviewArchive archive =
      Workflow.newActivityStub(ReviewArchive.class, Policies.past());
  private final Configuration configuration =
      Workflow.newActivityStub(Configuration.class, Policies.configuration());
  private final ReviewBook book = new ReviewBook();
  private @Nullable String refusal;
  private @Nullable Ready ready;
  private int rules = Workflow.DEFAULT_VERSION;

  /** What there is once the start was accepted. */
  record Ready(
      CaseFile file,
      AccountPolicy policy,
      ReviewRules rules,
      ReviewSheet sheet,
      ReviewNotices notices) {}

  /** Reads what is to be reviewed; answers why the start is refused. */
  Optional<String> prepare(@Nullable ReviewStart start) {
    // Asked first in the run: messages wait for what is prepared here.
    rules = Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 2);
    String incident = start == null || start.incident() == null ? "" : start.incident().strip();
    String refused = accept(incident);
    refusal = refused.isEmpty() ? null : refused;
    return Optional.ofNullable(refusal);
  }

  private String accept(String incident) {
    if (incident.isEmpty()) {
      return "incident: missing; send {\"incident\":\"incident-…\",\"by\":\"you\"}";
    }
    try {
      new IncidentId(incident);
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    String id = PostIncidentReview.idOf(incident);
    if (!id.equals(Workflow.getInfo().getWorkflowId())) {
      return "the workflow id must be " + id + ", so that there is one review of an incident";
    }
    List<Entry> past = archive.past(incident).entries();
    if (past.isEmpty()) {
      return "incident: the journal knows no " + incident;
    }
    CaseFile file = CaseFile.of(incident, past);
    String early = notReviewed(file);
    if (!early.isEmpty()) {
      return early;
    }
    try {
      begin(file, past, configuration.policy(file.account()));
      return "";
    } catch (ActivityFailure e) {
      return Fault.detailOf(e);
    }
  }

  private static String notReviewed(CaseFile file) {
    IncidentStatus status = file.status().orElse(IncidentStatus.DECLARED);
    return switch (status) {
      case RESOLVED, IN_REVIEW, CLOSED -> "";
      case DECLARED, ACKNOWLEDGED, MITIGATED ->
          file.incident() + " is " + status + ": its review begins when it is resolved";
      case CANCELLED, MERGED ->
          file.incident() + " ended as " + status + ": no post-incident review is needed";
    };
  }

  private void begin(CaseFile file, List<Entry> past, AccountPolicy policy) {
    past.forEach(entry -> ReviewFact.of(entry).ifPresent(book::apply));
    JournalQueue journal = new JournalQueue(file.account());
    ready =
        new Ready(
            file,
            policy,
            new ReviewRules(
                book,
                file,
                policy.approvals().roster().stream().map(Approver::name).toList(),
                rules),
            new ReviewSheet(book, file, journal),
            new ReviewNotices(file.incident(), policy, journal));
  }

  ReviewBook book() {
    return book;
  }

  Ready ready() {
    Ready known = ready;
    if (known == null) {
      throw new IllegalStateException("not prepared");
    }
    return known;
  }

  /** Waits until messages can be taken; throws {@code ApplicationFailure} when they never can. */
  Ready awaitReady() {
    Workflow.await(() -> ready != null || refusal != null);
    if (refusal != null) {
      throw Fault.NOT_READY.failure(refusal);
    }
    return ready();
  }

  /** True while messages can be taken. */
  boolean isReady() {
    return ready != null;
  }

  /** Opens the review, or goes on with the one that the journal knows. */
  void open() {
    Ready at = ready();
    if (book.opened()) {
      if (Workflow.getInfo().getContinuedExecutionRunId().isEmpty()) {
        at.sheet().record(ReviewEvent.RESUMED, "the review goes on where the journal stands");
      }
      at.sheet().publish();
      return;
    }
    Instant due = ReviewSheet.now().plus(at.policy().review().signWithin());
    at.sheet()
        .record(
            ReviewEvent.OPENED,
            "review opened, to be signed by " + Plain.time(due),
            "dueAt",
            due.toString(),
            "severity",
            at.file().severity().name(),
            "responder",
            at.file().responder());
    at.sheet().status(IncidentStatus.IN_REVIEW, "in review, to be signed by " + Plain.time(due));
    ReviewView view = at.sheet().view();
    at.notices()
        .tell(
            "opened",
            Urgency.NOTIFY,
            "Post-incident review of " + at.file().incident() + " is due",
            "To be signed by " + Plain.time(due) + ". It waits for " + view.awaited() + ".",
            view.nextCommand());
    at.sheet().publish();
  }

  /** Tells people what is late now. */
  void remind() {
    Ready at = ready();
    Instant now = ReviewSheet.now();
    List<String> late = Reminders.late(book, now);
    if (!late.isEmpty()) {
      at.notices()
          .tell(
              "reminder-" + now.getEpochSecond(),
              Urgency.NOTIFY,
              book.signed()
                  ? "Action items of " + at.file().incident() + " are overdue"
                  : "Post-incident review of " + at.file().incident() + " is overdue",
              Plain.line(String.join("; ", late), 1_000),
              at.sheet().view().nextCommand());
    }
    at.sheet().publish();
  }

  /** The next reminder after {@code armed}. */
  Optional<Instant> nextReminder(Instant armed) {
    return Reminders.next(book, ready().policy().review(), armed);
  }

  /** Keeps a refusal, and throws it. */
  ApplicationFailure refused(String by, Fault fault, String sentence) {
    Ready at = ready();
    at.sheet()
        .record(
            new ReviewFact(
                ReviewEvent.REFUSED,
                by,
                ReviewSheet.now(),
                "refused (" + fault + "): " + Plain.line(sentence, 300),
                java.util.Map.of("fault", fault.name())));
    at.sheet().publish();
    return fault.failure(sentence);
  }
}
