package io.tripline.worker;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.liveness.DeadMan;
import io.tripline.workflows.liveness.DeadManStart;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Schedule {@code deadman-<account>}: made once, kept by the server, paused by people. */
final class DeadManSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(DeadManSchedule.class);
  private static final Duration EACH = Duration.ofMinutes(1);

  private DeadManSchedule() {}

  /** Makes what is missing. A server that has no Schedules is said so and serves without. */
  static void ensure(WorkflowServiceStubs service, String namespace, Set<AccountName> accounts) {
    ScheduleClient client =
        ScheduleClient.newInstance(
            service,
            ScheduleClientOptions.newBuilder()
                .setNamespace(namespace)
                .setDataConverter(Payloads.converter())
                .build());
    for (AccountName account : accounts) {
      try {
        client.createSchedule(
            "deadman-" + account, of(account), ScheduleOptions.newBuilder().build());
        LOG.atInfo().setMessage("Dead man's schedule made").addKeyValue("account", account).log();
      } catch (ScheduleAlreadyRunningException there) {
        LOG.debug("the dead man's schedule of {} is there", account);
      } catch (RuntimeException e) {
        LOG.atWarn()
            .setMessage("NO DEAD MAN'S SCHEDULE: nobody pages when the response worker dies")
            .addKeyValue("account", account)
            .addKeyValue("reason", e.getMessage())
            .log();
      }
    }
  }

  private static Schedule of(AccountName account) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(DeadMan.class)
                .setArguments(new DeadManStart(account))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId("deadman-" + account)
                        .setTaskQueue(TaskQueues.TRADING)
                        .setStaticSummary("Does the guard of " + account + " answer?")
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder().setIntervals(List.of(new ScheduleIntervalSpec(EACH))).build())
        // What was missed while the server was away says nothing about now.
        .setPolicy(SchedulePolicy.newBuilder().setCatchupWindow(EACH).build())
        .build();
  }
}
