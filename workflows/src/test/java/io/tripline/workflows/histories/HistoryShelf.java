package io.tripline.workflows.histories;

import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a test's history beside the tests, as {@code
 * histories/<WorkflowType>-<case>-<version>.json}, when asked by {@code
 * -Dtripline.keepHistories=<version>}. Files are only ever added.
 */
public final class HistoryShelf {
  private HistoryShelf() {}

  /** Fetches the history of a run; keeps it when asked. */
  public static WorkflowExecutionHistory take(
      WorkflowClient client, String workflowId, String workflowType, String what) {
    WorkflowExecutionHistory history = client.fetchHistory(workflowId);
    String version = System.getProperty("tripline.keepHistories", "");
    if (!version.isBlank()) {
      Path file =
          Path.of("src/test/resources/histories")
              .resolve(workflowType + "-" + what + "-" + version + ".json");
      try {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
          Files.writeString(file, withoutThisMachine(history.toJson(false)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return history;
  }

  /** Identities and sticky queues name process and host. */
  private static String withoutThisMachine(String history) {
    return history.replaceAll("[0-9]+@[A-Za-z0-9.-]+", "1@test");
  }
}
