package io.tripline.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.tripline.activities.start.ProcedureSchedules;
import io.tripline.activities.start.SchedulePlan;
import io.tripline.workflows.broker.AccountName;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Schedules of the procedures that nobody starts by hand (weekly reconciliation, maintenance
 * window, checks), made where the server lacks them; one that is there is people's to change and to
 * pause. For one thread.
 */
final class MissingSchedules {
  private static final Logger LOG = LoggerFactory.getLogger(MissingSchedules.class);

  private final ScheduleClient client;
  private final Set<AccountName> accounts;
  private final SchedulePlan plan;
  private boolean there;
  private boolean warned;

  /** Works in the namespace of that client. */
  MissingSchedules(WorkflowClient client, Set<AccountName> accounts, SchedulePlan plan) {
    this.client =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setDataConverter(client.getOptions().getDataConverter())
                .build());
    this.accounts = Set.copyOf(accounts);
    this.plan = plan;
  }

  /**
   * To be repeated: a new namespace knows its search attributes only after some seconds. Once all
   * were seen nothing is done any more, so that one that a person deletes stays away meanwhile.
   */
  void make() {
    if (there) {
      return;
    }
    try {
      accounts.forEach(this::make);
      there = true;
    } catch (RuntimeException e) {
      if (!warned) {
        LOG.atWarn()
            .setMessage("NO SCHEDULES YET: reconciliation, maintenance and checks wait for people")
            .addKeyValue("reason", e.getMessage())
            .log();
      }
      warned = true;
    }
  }

  private void make(AccountName account) {
    for (ProcedureSchedules.Kind kind : new ProcedureSchedules(client, account).ensure(plan)) {
      LOG.atInfo().setMessage("Schedule made").addKeyValue("schedule", kind.idOf(account)).log();
    }
  }
}
