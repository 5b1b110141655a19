package io.tripline.cli.review;

import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateHandle;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.review.PostIncidentReview;
import io.tripline.workflows.review.ReviewAnswer;
import io.tripline.workflows.review.ReviewReading;
import io.tripline.workflows.review.ReviewStart;
import io.tripline.workflows.review.ReviewView;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** The way to a review: its procedure, and where that has ended, what the journal knows of it. */
final class Reviewing {
  private static final int ATTEMPTS = 4;
  private final Common common;

  Reviewing(Common common) {
    this.common = common;
  }

  /** What is sent: the review, and options under which a repeated delivery is the same message. */
  interface Message
      extends BiFunction<
          PostIncidentReview, UpdateOptions<ReviewAnswer>, WorkflowUpdateHandle<ReviewAnswer>> {}

  /** Sends a message; a review whose run has ended starts anew from the journal for it. */
  int send(IncidentId incident, String update, String requestId, String by, Message message) {
    try (Temporal temporal = common.temporal()) {
      ReviewAnswer answer = askOrStart(temporal, incident, update, requestId, by, message);
      print(incident, by, answer);
      return switch (answer.state()) {
        case PARTLY_SIGNED ->
            (update.equals("sign") ? ExitCode.AWAITING_APPROVAL : ExitCode.OK).number();
        case OPEN, SIGNED, CLOSED, DONE -> ExitCode.OK.number();
      };
    }
  }

  /** A run that was started for the message may find nothing to do and end before it comes. */
  private ReviewAnswer askOrStart(
      Temporal temporal,
      IncidentId incident,
      String update,
      String requestId,
      String by,
      Message message) {
    for (int attempt = 1; ; attempt++) {
      try {
        return ask(temporal, incident, update, requestId, message);
      } catch (WorkflowNotFoundException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        start(temporal, incident, by);
      }
    }
  }

  private static ReviewAnswer ask(
      Temporal temporal, IncidentId incident, String update, String requestId, Message message) {
    PostIncidentReview review = stub(temporal, incident);
    return Temporal.answer(
        () -> message.apply(review, Temporal.update(ReviewAnswer.class, update, requestId)));
  }

  static String requestId(String what, String by) {
    return what + "/" + by + "/" + UUID.randomUUID();
  }

  private void print(IncidentId incident, String by, ReviewAnswer answer) {
    common.output().line(incident + ": " + answer.sentence() + " (as " + by + ", a claimed name)");
    if (!answer.missing().isEmpty()) {
      common
          .output()
          .line("  missing before it can be signed: " + String.join("; ", answer.missing()));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("incident", incident.value());
    document.put("by", by);
    document.put("answer", answer.sentence());
    document.put("number", answer.number());
    document.put("state", answer.state().name());
    document.put("missing", answer.missing());
    common.output().document(document);
  }

  /**
   * Starts the review of an incident that the journal knows; harmless where one runs. Fails with
   * USAGE when there is none of that id.
   */
  void start(Temporal temporal, IncidentId incident, String by) {
    List<Entry> past = KnownReviews.entries(common, incident.value());
    if (past.isEmpty()) {
      throw unknown(incident);
    }
    AccountName account = past.get(0).account();
    PostIncidentReview review =
        temporal
            .client()
            .newWorkflowStub(
                PostIncidentReview.class,
                WorkflowStarts.review(account, incident, severity(past), ""));
    WorkflowClient.start(review::run, new ReviewStart(incident.value(), by));
  }

  private static Severity severity(List<Entry> past) {
    for (Entry entry : past) {
      for (Severity severity : Severity.values()) {
        if (severity.name().equals(entry.data().get("severity"))) {
          return severity;
        }
      }
    }
    return Severity.P1;
  }

  /** Asks the procedure; without it, or without Temporal, the journal. */
  Seen look(IncidentId incident) {
    String why;
    try (Temporal temporal = common.temporal()) {
      try {
        return new Seen(stub(temporal, incident).view(), "");
      } catch (WorkflowException e) {
        why = "its procedure does not answer";
      }
    } catch (CommandFailure e) {
      why = "Temporal does not answer";
    }
    List<Entry> entries = KnownReviews.entries(common, incident.value());
    Optional<ReviewView> view = ReviewReading.of(incident.value(), entries, Instant.now());
    if (view.isPresent()) {
      return new Seen(view.get(), why);
    }
    if (entries.isEmpty()) {
      throw unknown(incident);
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        incident
            + " has no review: one begins when it is resolved, and none is needed for one that was"
            + " cancelled or merged; `./tripline review start "
            + incident
            + "` begins one by hand");
  }

  /** A view, and why it comes from the journal; empty when the procedure itself answered. */
  record Seen(ReviewView view, String byJournal) {}

  static PostIncidentReview stub(Temporal temporal, IncidentId incident) {
    return temporal
        .client()
        .newWorkflowStub(PostIncidentReview.class, PostIncidentReview.idOf(incident.value()));
  }

  private static CommandFailure unknown(IncidentId incident) {
    return new CommandFailure(
        ExitCode.USAGE,
        "no incident " + incident + "; `./tripline incident list` shows those that exist");
  }
}
