package io.tripline.workflows.review;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.incident.Word;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runbook's post-incident review: opened, filled in, signed, closed, followed to its end. */
public final class PostIncidentReviewWorkflow implements PostIncidentReview {
  private static final String CHANGE = "review-tells-guard";

  private final Journal archive = Workflow.newActivityStub(Journal.class, Policies.report());
  private final ReviewDesk desk;
  private final ReviewBook book;
  private final ReviewMessages messages;

  /** Has everything that a message needs, before the first one is handled. */
  @WorkflowInit
  public PostIncidentReviewWorkflow(@Nullable ReviewStart start) {
    desk = new ReviewDesk();
    book = desk.book();
    messages = new ReviewMessages(desk);
  }

  @Override
  public ReviewReport run(@Nullable ReviewStart start) {
    Optional<String> refused = desk.prepare(start);
    if (refused.isPresent()) {
      Workflow.await(Workflow::isEveryHandlerFinished);
      return new ReviewReport("", "", "refused: " + refused.get(), "");
    }
    desk.open();
    while (true) {
      if (book.signed() && !book.closed()) {
        close();
      } else if (book.state() == ReviewState.DONE) {
        finish();
        if (book.state() == ReviewState.DONE && Workflow.isEveryHandlerFinished()) {
          return report();
        }
      } else if (Workflow.getInfo().isContinueAsNewSuggested()) {
        settle();
        if (Workflow.isEveryHandlerFinished()) {
          Workflow.continueAsNew(start);
        }
      } else {
        awaitPeople();
      }
    }
  }

  /** The report says how each action item ended; then everything is told, written and answered. */
  private void finish() {
    if (book.changedSinceReport() || !book.ended()) {
      String path = book.changedSinceReport() ? write().path() : book.reportPath();
      if (book.state() != ReviewState.DONE) {
        return;
      }
      desk.ready()
          .sheet()
          .record(ReviewEvent.ENDED, "the review ends: nothing is left to do", "path", path);
    }
    settle();
  }

  private void settle() {
    Workflow.await(() -> desk.ready().notices().quiet() && Workflow.isEveryHandlerFinished());
    desk.ready().sheet().awaitWritten();
  }

  /** The incident is closed by the review's signature: report, journal, then people. */
  private void close() {
    ReviewDesk.Ready at = desk.ready();
    Journal.StoredReport stored = write();
    at.sheet()
        .record(
            ReviewEvent.CLOSED,
            "review closed, its report is " + stored.path(),
            "path",
            stored.path(),
            "digest",
            stored.digest());
    at.sheet().status(IncidentStatus.CLOSED, "closed: the review is signed");
    int open = book.openActions().size();
    at.notices()
        .tell(
            "closed",
            Urgency.INFORM,
            at.file().incident() + " is closed: its review is signed",
            open == 0
                ? "Nothing is left to do."
                : open + " action item(s) are followed until they are done.",
            at.sheet().view().nextCommand());
    tellGuard(at);
    at.sheet().publish();
  }

  /** What fills cost is summed up anew once people have looked into it. */
  private void tellGuard(ReviewDesk.Ready at) {
    boolean slippage =
        new IncidentId(at.file().incident()).cause().filter(Cause::slippage).isPresent();
    if (slippage && Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) == 1) {
      at.notices()
          .tellGuard(String.join(" and ", book.signatures().stream().map(Signature::by).toList()));
    }
  }

  private Journal.StoredReport write() {
    ReviewDesk.Ready at = desk.ready();
    return archive.storeReport(
        new Journal.Report(
            at.file().account(),
            at.file().incident(),
            PostIncidentReview.idOf(at.file().incident()) + ".md",
            ReviewReportWriter.write(at.sheet().view(), at.policy().drill())));
  }

  /** Until people said something that changes the wait, or until it is time to remind them. */
  private void awaitPeople() {
    Instant armed = ReviewSheet.now();
    Optional<Instant> next = desk.nextReminder(armed);
    if (next.isEmpty()) {
      int before = book.version();
      Workflow.await(() -> before != book.version());
      return;
    }
    // A second later than said, because whole seconds are counted down.
    Duration left = Duration.ofSeconds(Duration.between(armed, next.get()).toSeconds() + 1);
    boolean[] due = new boolean[1];
    CancellationScope scope =
        Workflow.newCancellationScope(() -> {
          Promise<Void> timer =
              Workflow.newTimer(
                  left,
                  TimerOptions.newBuilder()
                      .setSummary(book.signed() ? "action items due" : "review due")
                      .build());
          Workflow.await(() -> timer.isCompleted() || needed(next, armed));
          due[0] = timer.isCompleted();
        });
    scope.run();
    if (due[0]) {
      desk.remind();
    } else {
      scope.cancel();
    }
  }

  /** Most messages leave the timer as it is. */
  private boolean needed(Optional<Instant> next, Instant armed) {
    return (book.signed() && !book.closed())
        || book.state() == ReviewState.DONE
        || !next.equals(desk.nextReminder(armed));
  }

  private ReviewReport report() {
    return new ReviewReport(
        desk.ready().file().incident(),
        book.state().name(),
        "closed, and nothing is left to do",
        book.reportPath());
  }

  @Override
  public ReviewAnswer contribute(Contribution contribution) {
    return messages.contribute(contribution);
  }

  @Override
  public void checkContribute(@Nullable Contribution contribution) {
    Checked.of(contribution);
  }

  @Override
  public void contribution(@Nullable Contribution contribution) {
    messages.bySignal(() -> messages.contribute(contribution));
  }

  @Override
  public ReviewAnswer action(ActionRequest request) {
    return messages.action(request);
  }

  @Override
  public void checkAction(@Nullable ActionRequest request) {
    Checked.of(request);
  }

  @Override
  public void actionItem(@Nullable ActionRequest request) {
    messages.bySignal(() -> messages.action(request));
  }

  @Override
  public ReviewAnswer sign(Word word) {
    return messages.sign(word);
  }

  @Override
  public void checkSign(@Nullable Word word) {
    Checked.of(word);
  }

  @Override
  public void signature(@Nullable Word word) {
    messages.bySignal(() -> messages.sign(word));
  }

  @Override
  public ReviewView view() {
    if (!desk.isReady()) {
      throw Fault.NOT_READY.failure("the review has not read the journal yet");
    }
    return desk.ready().sheet().view();
  }
}
