package io.tripline.cli.connect;

import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who asks a task queue for work; the server remembers each for some minutes. */
public final class Polls {
  /** A poll lasts at most a minute: whoever has not asked for longer is gone. */
  public static final Duration LONGEST = Duration.ofSeconds(70);

  private Polls() {}

  /** True where somebody has asked since; false where the server does not say. */
  public static boolean anySince(Temporal temporal, String queue, Instant since) {
    try {
      return list(temporal, queue).stream().anyMatch(each -> !lastSeen(each).isBefore(since));
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  /** Everybody whom the server remembers. */
  public static List<PollerInfo> list(Temporal temporal, String queue) {
    return temporal
        .service()
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build())
        .getPollersList();
  }

  /** When one asked last. */
  public static Instant lastSeen(PollerInfo poller) {
    Timestamp at = poller.getLastAccessTime();
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }
}
