package io.tripline.cli.up;

import com.google.protobuf.Timestamp;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.TaskQueues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which workers ask a task queue for work; the server remembers each for some minutes. */
final class Pollers {
  /** A poll lasts at most a minute: whoever has not asked for longer is gone. */
  private static final Duration LONGEST_POLL = Duration.ofSeconds(70);

  private static final Pattern IDENTITY = Pattern.compile("tripline-[a-z]+@(\\d+)");

  private Pollers() {}

  static boolean anySince(Temporal temporal, String queue, Instant since) {
    try {
      return list(temporal, queue).stream().anyMatch(each -> !lastSeen(each).isBefore(since));
    } catch (io.grpc.StatusRuntimeException e) {
      return false;
    }
  }

  /** Fails when workers of another installation serve this namespace. */
  static void refuseForeign(Temporal temporal) {
    for (String queue : List.of(TaskQueues.TRADING, TaskQueues.RESPONSE)) {
      for (PollerInfo poller : list(temporal, queue)) {
        boolean recent = lastSeen(poller).isAfter(Instant.now().minus(LONGEST_POLL));
        if (recent && !deadHere(temporal, poller.getIdentity())) {
          throw new CommandFailure(
              ExitCode.CONFLICT,
              "another Tripline works in namespace "
                  + temporal.namespace()
                  + " at "
                  + temporal.address()
                  + " (worker "
                  + poller.getIdentity()
                  + "); stop it, or choose another namespace with TEMPORAL_NAMESPACE");
        }
      }
    }
  }

  private static List<PollerInfo> list(Temporal temporal, String queue) {
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

  private static Instant lastSeen(PollerInfo poller) {
    Timestamp at = poller.getLastAccessTime();
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }

  /**
   * True for a process of this machine that is no more. Only where the server listens on loopback
   * are all its workers here.
   */
  private static boolean deadHere(Temporal temporal, String identity) {
    Matcher matcher = IDENTITY.matcher(identity);
    if (!matcher.matches() || !LocalSystem.loopback(temporal.address())) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(matcher.group(1)))
        .filter(ProcessHandle::isAlive)
        .isEmpty();
  }
}
