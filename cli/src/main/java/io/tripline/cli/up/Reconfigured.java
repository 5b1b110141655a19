package io.tripline.cli.up;

import io.temporal.client.WorkflowException;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.worker.config.Settings;
import io.tripline.worker.runbook.Runbooks;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;

/** Hands a changed configuration to a guard that ran already. */
final class Reconfigured {
  private Reconfigured() {}

  static void tell(
      Temporal temporal, Settings settings, String namespace, GuardStatus status, Output output) {
    AccountPolicy next = Runbooks.policy(settings, namespace, Runbooks.shelf(settings).load());
    // People's changes of limits have given the policy in force another digest than the file's.
    String taken =
        status.limits() == null
            ? status.policy().configurationHash()
            : status.limits().configuredHash();
    if (next.configurationHash().equals(taken)
        && next.response().documents().equals(status.policy().response().documents())) {
      return;
    }
    try {
      temporal.guard(settings.account().name()).configure(next);
      output.say("up: the guard took the changed configuration");
    } catch (WorkflowException e) {
      output.say(
          "up: the guard keeps its configuration, the changed one was refused: "
              + Fault.detailOf(e));
    }
  }
}
