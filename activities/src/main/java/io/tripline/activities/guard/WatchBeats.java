package io.tripline.activities.guard;

import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.common.converter.DataConverterException;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import java.util.Optional;

/**
 * What the watch of an account said last of itself, as Temporal keeps it of its heartbeats: seen
 * from outside, without asking the guard. Thread-safe.
 */
final class WatchBeats {
  private static final String WATCH = "WatchWatch";

  private final WorkflowClient client;

  /** The client must use the workers' data converter. */
  WatchBeats(WorkflowClient client) {
    this.client = client;
  }

  /** Empty where no watch has beaten, or Temporal could not be asked. */
  Optional<Pulse.Beat> last(AccountName account) {
    try {
      return client
          .newUntypedWorkflowStub(AccountGuard.idOf(account))
          .describe()
          .getRawDescription()
          .getPendingActivitiesList()
          .stream()
          .filter(each -> each.getActivityType().getName().equals(WATCH))
          .filter(PendingActivityInfo::hasHeartbeatDetails)
          .reduce((first, second) -> second)
          .flatMap(this::read);
    } catch (WorkflowException | io.grpc.StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Pulse.Beat> read(PendingActivityInfo watch) {
    try {
      return Optional.ofNullable(
          client
              .getOptions()
              .getDataConverter()
              .fromPayloads(
                  0, Optional.of(watch.getHeartbeatDetails()), Pulse.Beat.class, Pulse.Beat.class));
    } catch (DataConverterException e) {
      return Optional.empty();
    }
  }
}
