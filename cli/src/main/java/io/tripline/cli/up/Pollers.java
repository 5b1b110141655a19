package io.tripline.cli.up;

import io.temporal.api.taskqueue.v1.PollerInfo;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Polls;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.TaskQueues;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether workers of another installation ask for the same work. */
final class Pollers {
  private static final Pattern IDENTITY = Pattern.compile("tripline-[a-z]+@(\\d+)");

  private Pollers() {}

  /** Fails when workers of another installation serve this namespace. */
  static void refuseForeign(Temporal temporal) {
    for (String queue : List.of(TaskQueues.TRADING, TaskQueues.RESPONSE)) {
      for (PollerInfo poller : Polls.list(temporal, queue)) {
        boolean recent = Polls.lastSeen(poller).isAfter(Instant.now().minus(Polls.LONGEST));
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
