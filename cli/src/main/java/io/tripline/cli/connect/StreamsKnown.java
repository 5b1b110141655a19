package io.tripline.cli.connect;

import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.common.converter.DataConverterException;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account's streams as the last heartbeat of the watch told them. Asking opens none: the broker
 * has one place for each account.
 *
 * @param problem why they are not known; empty where they are
 */
public record StreamsKnown(String problem, List<Stream> streams) {
  private static final String WATCH = "WatchWatch";

  /** Copies the list. */
  public StreamsKnown {
    streams = List.copyOf(streams);
  }

  /** One of them; the fields are those of the heartbeat, times are wall times. */
  public record Stream(
      String stream,
      String phase,
      Instant since,
      @Nullable Instant lastMessageAt,
      long messages,
      int connections,
      int silences,
      @Nullable String detail,
      @Nullable Instant nextTryAt) {
    boolean connected() {
      return phase.equals("CONNECTED");
    }

    String describe() {
      String silent = silences == 0 ? "" : ", judged silent " + silences + " times";
      if (connected()) {
        return stream
            + " connected since "
            + seconds(since)
            + (lastMessageAt == null
                ? ", no message yet"
                : ", last message " + seconds(lastMessageAt))
            + silent;
      }
      return stream
          + " NOT connected since "
          + seconds(since)
          + (detail == null || detail.isBlank() ? "" : ": " + detail)
          + (nextTryAt == null ? "" : "; next try " + seconds(nextTryAt))
          + silent;
    }

    private static String seconds(Instant at) {
      return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
  }

  /** What a heartbeat holds. */
  private record Beat(long readings, @Nullable List<Stream> streams) {}

  /** They can't be asked for. */
  public static StreamsKnown unknown(String problem) {
    return new StreamsKnown(problem, List.of());
  }

  /** As a guard's watch told them last. */
  public static StreamsKnown of(Temporal temporal, AccountName account) {
    try {
      Optional<PendingActivityInfo> watch =
          temporal
              .service()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(temporal.namespace())
                      .setExecution(
                          WorkflowExecution.newBuilder().setWorkflowId(AccountGuard.idOf(account)))
                      .build())
              .getPendingActivitiesList()
              .stream()
              .filter(activity -> activity.getActivityType().getName().equals(WATCH))
              .findFirst();
      if (watch.isEmpty() || !watch.get().hasHeartbeatDetails()) {
        return unknown("no watch of account " + account + " beats");
      }
      Beat beat =
          temporal
              .client()
              .getOptions()
              .getDataConverter()
              .fromPayloads(
                  0, Optional.of(watch.get().getHeartbeatDetails()), Beat.class, Beat.class);
      List<Stream> told = beat == null ? null : beat.streams();
      return new StreamsKnown("", told == null ? List.of() : told);
    } catch (StatusRuntimeException e) {
      return unknown("no guard of account " + account + " runs");
    } catch (DataConverterException e) {
      return unknown("the watch's heartbeat can't be read");
    }
  }

  /** True while at least one should be connected and is not. */
  public boolean troubled() {
    return streams.stream().anyMatch(stream -> !stream.connected());
  }

  /** In words, one for each; one where there is none. */
  public List<String> describe() {
    if (!problem.isEmpty()) {
      return List.of("not known: " + problem);
    }
    return streams.isEmpty()
        ? List.of("none: the watch reads REST alone")
        : streams.stream().map(Stream::describe).toList();
  }

  /** As data. */
  public List<Map<String, @Nullable Object>> document() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Stream each : streams) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("stream", each.stream());
      row.put("phase", each.phase());
      row.put("since", String.valueOf(each.since()));
      row.put(
          "lastMessageAt", each.lastMessageAt() == null ? null : each.lastMessageAt().toString());
      row.put("messages", each.messages());
      row.put("connections", each.connections());
      row.put("silences", each.silences());
      row.put("detail", each.detail());
      row.put("nextTryAt", each.nextTryAt() == null ? null : each.nextTryAt().toString());
      rows.add(row);
    }
    return rows;
  }
}
