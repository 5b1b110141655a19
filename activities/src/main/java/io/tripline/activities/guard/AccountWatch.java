package io.tripline.activities.guard;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.workflows.guard.Watch;
import io.tripline.workflows.journal.Journal;
import java.time.InstantSource;

/**
 * {@link Watch} by polling the broker: REST is the truth, and silence of a stream proves nothing.
 */
public final class AccountWatch implements Watch {
  private final AlpacaAccounts accounts;
  private final WorkflowClient client;
  private final Journal journal;
  private final WatchPace pace;
  private final InstantSource clock;

  /**
   * @param client reaches the guards
   * @param journal takes readings; what it can't write is lost and logged, never waited for
   * @param clock the host's
   */
  public AccountWatch(
      AlpacaAccounts accounts,
      WorkflowClient client,
      Journal journal,
      WatchPace pace,
      InstantSource clock) {
    this.accounts = accounts;
    this.client = client;
    this.journal = journal;
    this.pace = pace;
    this.clock = clock;
  }

  @Override
  public WatchEnd watch(WatchStart start) {
    try (Pulse pulse = new Pulse(Activity.getExecutionContext(), clock.instant());
        GuardLine guard = new GuardLine(client, start.guardWorkflowId());
        ReadingLog log = new ReadingLog(journal, start.account(), pace.journal())) {
      return new WatchLoop(accounts, start.account(), guard, log, pulse, pace, clock).run();
    }
  }
}
