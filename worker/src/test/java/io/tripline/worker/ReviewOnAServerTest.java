package io.tripline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.WorkflowReplayer;
import io.tripline.activities.journal.ActionRow;
import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.IncidentSummary;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.ReviewRow;
import io.tripline.activities.review.TemporalReviews;
import io.tripline.worker.config.Settings;
import io.tripline.worker.config.SettingsReader;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.incident.ReviewOrder;
import io.tripline.workflows.incident.Word;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.review.ActionRequest;
import io.tripline.workflows.review.Contribution;
import io.tripline.workflows.review.PostIncidentReviewWorkflow;
import io.tripline.workflows.review.ReviewAnswer;
import io.tripline.workflows.review.ReviewReport;
import io.tripline.workflows.review.ReviewState;
import io.tripline.workflows.review.ReviewView;
import io.tripline.workflows.runbook.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A review with its real wiring: real server, real journal, one run lost on the way. */
class ReviewOnAServerTest {
  @RegisterExtension static final RealServer SERVER = new RealServer();

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "APCA_API_KEY_ID", "key",
          "APCA_API_SECRET_KEY", "secret",
          "APCA_API_BASE_URL", "http://127.0.0.1:9");
  private static final String INCIDENT = "incident-sim-manual-2026-11-20-1";

  @TempDir Path folder;

  private Entry entry(EntryKind kind, String actor, Map<String, String> data) {
    return new Entry(
        UUID.randomUUID().toString(),
        new AccountName("sim"),
        kind,
        Instant.parse("2026-11-20T15:00:00Z"),
        null,
        INCIDENT,
        actor,
        "x",
        data);
  }

  @Test
  void isSignedAndClosedThoughItsRunWasLostOnTheWay() throws Exception {
    Settings settings = new SettingsReader(ENVIRONMENT, "tester", folder).read();
    Parts parts = Parts.of(settings, "default", ENVIRONMENT, null, InstantSource.system());
    parts
        .journal()
        .append(
            new Journal.Entries(
                List.of(
                    entry(
                        EntryKind.INCIDENT, "x", Map.of("milestone", "declared", "severity", "P1")),
                    entry(EntryKind.INCIDENT, "x", Map.of("milestone", "resolved")))));
    WorkflowServiceStubs service = SERVER.address().connect(Duration.ofSeconds(10));
    WorkflowClient client = SERVER.address().client(service, "test");
    try (WorkerProcess worker = new WorkerProcess(SERVER.address(), Role.RESPONSE, parts)) {
      worker.start();
      ReviewOrder order = new ReviewOrder(settings.policy("default"), INCIDENT, Severity.P1);
      TemporalReviews reviews = new TemporalReviews(client);
      until(() -> worker.ready());
      reviews.open(order);
      reviews.open(order);
      WorkflowStub review = client.newUntypedWorkflowStub(order.reviewId());
      until(review, view -> view.openedAt() != null);
      say(review, "report", null);
      say(review, "cause", null);
      say(review, "lesson", null);
      until(() -> read().reviews().getFirst().lessons() == 1);

      review.terminate("lost");
      reviews.open(order);
      review = client.newUntypedWorkflowStub(order.reviewId());
      assertThat(until(review, view -> view.openedAt() != null).lessons()).hasSize(1);
      say(review, "runbook", false);
      act(review, new ActionRequest("a", "add", null, "do it", "tester", "2099-01-01", "tester"));
      ReviewAnswer signed =
          review.update("sign", ReviewAnswer.class, new Word("s", "tester", "read", null));
      assertThat(signed.state()).isEqualTo(ReviewState.SIGNED);
      until(review, view -> view.state() == ReviewState.CLOSED);
      act(review, new ActionRequest("d", "done", 1, "shipped", null, null, "tester"));
      assertThat(review.getResult(ReviewReport.class).state()).isEqualTo("DONE");

      assertThat(review.describe().getStatus())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
      WorkflowReplayer.replayWorkflowExecution(
          client.fetchHistory(order.reviewId()), PostIncidentReviewWorkflow.class);
      Known known = read();
      assertThat(known.incident().status()).isEqualTo("CLOSED");
      assertThat(known.reviews()).singleElement().matches(row -> !row.open());
      assertThat(known.actions())
          .singleElement()
          .matches(row -> !row.open() && row.how().equals("shipped"));
      assertThat(Files.readString(Path.of(known.reviews().getFirst().report())))
          .contains("Root cause: about the cause", "(x) 1. do it");
    } finally {
      service.shutdownNow();
    }
  }

  private static void say(
      WorkflowStub review, String what, @org.jspecify.annotations.Nullable Boolean needed) {
    review.update(
        "contribute",
        ReviewAnswer.class,
        new Contribution(what, what, "about the " + what, "tester", needed));
  }

  private static void act(WorkflowStub review, ActionRequest request) {
    review.update("action", ReviewAnswer.class, request);
  }

  private record Known(
      List<ReviewRow> reviews, List<ActionRow> actions, IncidentSummary incident) {}

  private Known read() {
    JournalPlace data = JournalPlace.in(new DataDirectory(folder.resolve(".tripline/data")));
    try (JournalReader reader = JournalReader.open(data)) {
      return new Known(reader.reviews(), reader.actions(), reader.incidents().getFirst());
    }
  }

  private static ReviewView until(WorkflowStub review, Predicate<ReviewView> condition) {
    ReviewView[] seen = new ReviewView[1];
    until(() -> {
      try {
        seen[0] = review.query("view", ReviewView.class);
        return condition.test(seen[0]);
      } catch (WorkflowException e) {
        return false;
      }
    });
    return seen[0];
  }

  private static void until(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
