package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Timestamp;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.tripline.cli.connect.Temporal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Temporal itself recorded: raw histories of every run of a workflow id, read without any of
 * our types.
 */
final class Histories {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Temporal temporal;

  Histories(Temporal temporal) {
    this.temporal = temporal;
  }

  /** An update that a workflow accepted, and how it ended. */
  record UpdateSeen(
      String name,
      String id,
      Instant acceptedAt,
      JsonNode input,
      boolean completed,
      boolean failed) {}

  /** A run, oldest first. */
  record Run(String runId, String status, List<HistoryEvent> events) {}

  /** Every run of a workflow id, oldest first. */
  List<Run> runs(String workflowId) {
    List<Run> runs = new ArrayList<>();
    temporal
        .client()
        .listExecutions("WorkflowId = '" + workflowId + "'")
        .sorted(java.util.Comparator.comparing(each -> each.getStartTime()))
        .forEach(each ->
            runs.add(
                new Run(
                    each.getExecution().getRunId(),
                    each.getStatus().name(),
                    temporal
                        .client()
                        .fetchHistory(workflowId, each.getExecution().getRunId())
                        .getEvents())));
    return runs;
  }

  /** Every run of a workflow type whose id begins so, oldest first. */
  List<Run> runsOf(String type, String idBegins) {
    return temporal
        .client()
        .listExecutions("WorkflowType = '" + type + "'")
        .map(each -> each.getExecution().getWorkflowId())
        .filter(id -> id.startsWith(idBegins))
        .distinct()
        .flatMap(id -> runs(id).stream())
        .sorted(java.util.Comparator.comparing(Histories::began))
        .toList();
  }

  /** When a run began. */
  static Instant began(Run run) {
    return run.events().isEmpty() ? Instant.MIN : at(run.events().get(0).getEventTime());
  }

  /** The workflow type of the first run; {@code none} where there is none. */
  static String type(List<Run> runs) {
    return runs.stream()
        .flatMap(run -> run.events().stream())
        .findFirst()
        .map(
            event -> event.getWorkflowExecutionStartedEventAttributes().getWorkflowType().getName())
        .orElse("none");
  }

  /** Accepted updates of all runs, in order. */
  static List<UpdateSeen> updates(List<Run> runs) {
    List<UpdateSeen> seen = new ArrayList<>();
    for (Run run : runs) {
      for (HistoryEvent event : run.events()) {
        if (!event.hasWorkflowExecutionUpdateAcceptedEventAttributes()) {
          continue;
        }
        var accepted = event.getWorkflowExecutionUpdateAcceptedEventAttributes();
        var request = accepted.getAcceptedRequest();
        Optional<HistoryEvent> completed =
            run.events().stream()
                .filter(HistoryEvent::hasWorkflowExecutionUpdateCompletedEventAttributes)
                .filter(each ->
                    each.getWorkflowExecutionUpdateCompletedEventAttributes().getAcceptedEventId()
                        == event.getEventId())
                .findFirst();
        seen.add(
            new UpdateSeen(
                request.getInput().getName(),
                request.getMeta().getUpdateId(),
                at(event.getEventTime()),
                json(request.getInput().getArgs()),
                completed.isPresent(),
                completed
                    .map(each ->
                        each.getWorkflowExecutionUpdateCompletedEventAttributes()
                            .getOutcome()
                            .hasFailure())
                    .orElse(false)));
      }
    }
    return seen;
  }

  /** Arguments of the signals of a name, in order. */
  static List<JsonNode> signals(List<Run> runs, String name) {
    return runs.stream()
        .flatMap(run -> run.events().stream())
        .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
        .map(HistoryEvent::getWorkflowExecutionSignaledEventAttributes)
        .filter(each -> each.getSignalName().equals(name))
        .map(each -> json(each.getInput()))
        .toList();
  }

  /** The result of the last run that completed. */
  static Optional<JsonNode> result(List<Run> runs) {
    return runs.stream()
        .flatMap(run -> run.events().stream())
        .filter(HistoryEvent::hasWorkflowExecutionCompletedEventAttributes)
        .reduce((first, second) -> second)
        .map(each -> json(each.getWorkflowExecutionCompletedEventAttributes().getResult()));
  }

  static Instant at(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  private static JsonNode json(Payloads payloads) {
    if (payloads.getPayloadsCount() == 0) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(payloads.getPayloads(0).getData().toByteArray());
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }
}
