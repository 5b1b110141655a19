package io.tripline.workflows.review;

import static io.tripline.workflows.review.ReviewCases.BEGUN;
import static io.tripline.workflows.review.ReviewCases.INCIDENT;
import static io.tripline.workflows.review.ReviewCases.adds;
import static io.tripline.workflows.review.ReviewCases.done;
import static io.tripline.workflows.review.ReviewCases.ended;
import static io.tripline.workflows.review.ReviewCases.past;
import static io.tripline.workflows.review.ReviewCases.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.fakes.FakeReviewArchive;
import io.tripline.workflows.fakes.SkippedTime;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.histories.HistoryShelf;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.incident.Word;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.ReviewStep;
import io.tripline.workflows.runbook.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A review in skipped time; each history is replayed at the end. */
class PostIncidentReviewTest {
  private static final String ID = PostIncidentReview.idOf(INCIDENT);
  private final FakeReviewArchive journal = new FakeReviewArchive();

  @RegisterExtension
  final TestWorkflowExtension temporal =
      SkippedTime.of(PostIncidentReviewWorkflow.class).setInitialTime(BEGUN).build();

  private TestWorkflowEnvironment env;
  private String queue = "";
  private WorkflowStub review;

  @BeforeEach
  void begin(TestWorkflowEnvironment environment, Worker worker) {
    env = environment;
    queue = worker.getTaskQueue();
    journal.knows(past());
    worker.registerActivitiesImplementations(
        journal, (Configuration) account -> ReviewCases.policy("alice", "bob", "carol"));
    environment.start();
    review = stub();
  }

  private WorkflowStub stub() {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(
            "PostIncidentReview",
            WorkflowOptions.newBuilder()
                .setWorkflowId(ID)
                .setTaskQueue(queue)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .build());
  }

  /** With {@code -Dtripline.keepHistories=VERSION} each is also stored, for the replay test. */
  @AfterEach
  void everyHistoryReplays(TestInfo test) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        HistoryShelf.take(
            env.getWorkflowClient(),
            ID,
            "PostIncidentReview",
            test.getTestMethod().orElseThrow().getName()),
        PostIncidentReviewWorkflow.class);
  }

  private void opens() {
    review.start(new ReviewStart(INCIDENT, INCIDENT));
    until(view -> view.openedAt() != null);
  }

  private ReviewView view() {
    return review.query("view", ReviewView.class);
  }

  private ReviewView until(Predicate<ReviewView> condition) {
    for (int i = 0; i < 400; i++) {
      try {
        ReviewView view = view();
        if (condition.test(view)) {
          return view;
        }
      } catch (io.temporal.client.WorkflowException notReady) {
        // The journal is read first.
      }
      pause();
    }
    assertThat(view()).matches(condition);
    return view();
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ReviewAnswer say(String what, String by, String text) {
    return review.update("contribute", ReviewAnswer.class, says(what, by, text));
  }

  private ReviewAnswer action(ActionRequest request) {
    return review.update("action", ReviewAnswer.class, request);
  }

  private ReviewAnswer sign(String by) {
    return review.update("sign", ReviewAnswer.class, new Word(null, by, "", null));
  }

  private void complete() {
    say("cause", "bob", "the strategy held through the news");
    say("factor", "carol", "no alert on the size");
    say("lesson", "bob", "size before news is too large");
    say("runbook", "bob", "name the news calendar in step 4");
    action(adds("bob", "halve the size before news", "carol", "2026-12-01"));
  }

  private List<String> statuses() {
    return journal.entries().stream()
        .filter(entry -> entry.kind() == EntryKind.INCIDENT)
        .map(entry -> entry.data().getOrDefault("status", ""))
        .filter(status -> !status.isEmpty())
        .toList();
  }

  private List<String> headlines() {
    return journal.notices().stream().map(Notice::headline).toList();
  }

  @Test
  void isSignedClosesTheIncidentAndEndsWhenEveryActionIsDone() {
    opens();
    assertThat(statuses()).containsExactly("IN_REVIEW");
    complete();
    assertThat(sign("bob").state()).isEqualTo(ReviewState.SIGNED);
    ReviewView closed = until(view -> view.state() == ReviewState.CLOSED);
    assertThat(closed.status()).isEqualTo(IncidentStatus.CLOSED);
    assertThat(closed.nextCommand()).contains("review action done 1 " + INCIDENT);
    assertThat(action(done("carol", 1)).number()).isEqualTo(1);
    ReviewReport end = review.getResult(ReviewReport.class);
    assertThat(end.state()).isEqualTo("DONE");
    assertThat(statuses()).containsExactly("IN_REVIEW", "CLOSED");
    assertThat(journal.reports()).hasSize(2);
    assertThat(journal.reports().getLast().fileName()).isEqualTo(ID + ".md");
    assertThat(journal.reports().getLast().text())
        .containsSubsequence(
            "Signed by bob",
            "Detected: 2026-11-24T15:00:00Z",
            "Acknowledged: 2026-11-24T15:04:00Z, after 4 min 0 s",
            "1. Create Incident Report",
            "Root cause: the strategy held through the news",
            "Contributing factor: no alert on the size",
            "size before news is too large",
            "Update needed: name the news calendar",
            "(x) 1. halve the size before news; owner carol; due 2026-12-01; done",
            "approve reset-1 by bob");
  }

  @Test
  void itsStepsAreTheDocuments() {
    opens();
    assertThat(view().steps())
        .extracting(StepView::id)
        .containsExactlyElementsOf(ReviewStep.all().stream().map(Step::id).toList());
    assertThat(view().steps().get(0).state()).isEqualTo(StepState.DONE);
    complete();
    assertThat(view().steps())
        .extracting(StepView::state)
        .containsExactly(
            StepState.DONE, StepState.DONE, StepState.DONE, StepState.DONE, StepState.WAITING);
  }

  @Test
  void isRefusedToBeSignedWhileSomethingIsMissingAndKeepsTheRefusal() {
    opens();
    assertThatThrownBy(() -> sign("bob"))
        .satisfies(thrown -> assertThat(Fault.of(thrown)).contains(Fault.NOT_READY));
    assertThat(view().timeline().getLast().text()).startsWith("refused (NOT_READY)");
    assertThat(view().nextCommand()).contains("review cause");
  }

  @Test
  void peopleAreRemindedOfAnUnsignedReviewForAsLongAsItTakes() {
    opens();
    env.sleep(Duration.ofDays(5).plusMinutes(1));
    assertThat(headlines()).anyMatch(each -> each.contains("is overdue"));
    env.sleep(Duration.ofDays(3));
    assertThat(headlines().stream().filter(each -> each.contains("is overdue"))).hasSize(4);
    assertThat(view().overdue()).isTrue();
    assertThat(view().state()).isEqualTo(ReviewState.OPEN);
  }

  @Test
  void peopleAreRemindedOfAnActionThatIsLate() {
    opens();
    complete();
    sign("bob");
    until(view -> view.state() == ReviewState.CLOSED);
    env.sleep(Duration.ofDays(7).plusHours(12));
    assertThat(journal.notices())
        .filteredOn(notice -> notice.headline().contains("overdue"))
        .hasSize(2)
        .allMatch(notice -> notice.text().contains("owner carol"));
    action(done("carol", 1));
    assertThat(review.getResult(ReviewReport.class).state()).isEqualTo("DONE");
  }

  @Test
  void everythingCanAlsoBeSentAsPlainSignals() {
    opens();
    review.signal("contribution", Map.of("what", "cause", "text", "c", "by", "bob"));
    review.signal("contribution", Map.of("what", "lesson", "text", "l", "by", "bob"));
    review.signal(
        "contribution", Map.of("what", "runbook", "text", "r", "by", "bob", "needed", false));
    review.signal("actionItem", Map.of("what", "none", "text", "n", "by", "bob"));
    review.signal("signature", Map.of("by", "bob"));
    assertThat(review.getResult(ReviewReport.class).state()).isEqualTo("DONE");
    assertThat(statuses()).containsExactly("IN_REVIEW", "CLOSED");
  }

  @Test
  void aSignalThatCantBeUsedIsKeptAndTold() {
    opens();
    review.signal("contribution", 7);
    review.signal("signature", Map.of("by", "mallory"));
    until(view -> view.timeline().size() == 3);
    assertThat(view().timeline().get(1).text()).startsWith("refused (INVALID_INPUT)");
    assertThat(view().timeline().get(2).text()).contains("mallory is not on the list");
    until(view -> headlines().stream().filter(each -> each.contains("refused")).count() == 2);
  }

  @Test
  void aRunThatStartsAnewGoesOnWhereTheJournalStands() {
    opens();
    complete();
    until(view -> journal.entries().stream().anyMatch(each -> each.kind() == EntryKind.ACTION));
    review.terminate("the server was lost");
    review = stub();
    opens();
    assertThat(view().actions()).singleElement().matches(item -> item.number() == 1);
    assertThat(view().timeline().getLast().text()).contains("goes on where the journal stands");
    sign("bob");
    until(view -> view.state() == ReviewState.CLOSED && statuses().size() > 1);
    assertThat(statuses()).containsExactly("IN_REVIEW", "CLOSED");
  }

  @Test
  void anActionThatIsAddedAfterTheEndIsFollowedToo() {
    opens();
    complete();
    sign("bob");
    action(done("carol", 1));
    review.getResult(ReviewReport.class);
    review = stub();
    ReviewAnswer added =
        review.executeUpdateWithStart(
            io.temporal.client.UpdateOptions.newBuilder(ReviewAnswer.class)
                .setUpdateName("action")
                .setWaitForStage(io.temporal.client.WorkflowUpdateStage.COMPLETED)
                .build(),
            new Object[] {adds("bob", "one more", "carol", "2026-12-02")},
            new Object[] {new ReviewStart(INCIDENT, "bob")});
    assertThat(added.number()).isEqualTo(2);
    assertThat(view().openActions()).hasSize(1);
    action(done("carol", 2));
    assertThat(review.getResult(ReviewReport.class).state()).isEqualTo("DONE");
  }

  @Test
  void anIncidentThatWasCancelledNeedsNone() {
    journal.knows(List.of(ended("CANCELLED")));
    review.start(new ReviewStart(INCIDENT, "bob"));
    assertThat(review.getResult(ReviewReport.class).summary())
        .contains("CANCELLED", "no post-incident review is needed");
    assertThat(statuses()).containsExactly("CANCELLED");
  }

  @Test
  void anIncidentThatIsNotResolvedIsNotReviewedYet() {
    Entry again = ReviewCases.milestone("mitigated", "2026-11-25T15:00:00Z", "the incident");
    journal.knows(
        List.of(
            ReviewCases.entry(
                "again", EntryKind.INCIDENT, "2026-11-25T15:00:00Z", "x", again.data())));
    review.start(new ReviewStart(INCIDENT, "bob"));
    assertThat(review.getResult(ReviewReport.class).summary())
        .contains("begins when it is resolved");
  }

  @Test
  void aStartOfTheWrongShapeEndsWithASentence() {
    review.start(List.of("what", 7));
    assertThat(review.getResult(ReviewReport.class).summary()).contains("incident: missing");
  }

  @Test
  void aStartForAnotherIncidentThanItsIdSaysEndsWithASentence() {
    review.start(new ReviewStart("incident-paper-manual-2026-11-24-1", "bob"));
    assertThat(review.getResult(ReviewReport.class).summary()).contains("the workflow id must be");
  }

  @Test
  void continuesAsNewBeforeItsHistoryGetsTooLongAndForgetsNothing() {
    opens();
    complete();
    env.sleep(Duration.ofDays(700));
    assertThat(view().actions()).hasSize(1);
    assertThat(
            env.getWorkflowClient()
                .fetchHistory(ID)
                .getHistory()
                .getEvents(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getContinuedExecutionRunId())
        .isNotEmpty();
    assertThat(headlines().stream().filter(each -> each.contains("overdue")))
        .hasSizeBetween(690, 701);
    sign("bob");
    until(view -> view.state() == ReviewState.CLOSED);
  }
}
