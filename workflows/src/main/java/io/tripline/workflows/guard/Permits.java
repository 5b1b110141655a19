package io.tripline.workflows.guard;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;

/** How a session reaches the guard: an Update through an activity that holds a client. */
@ActivityInterface(namePrefix = "Permits")
public interface Permits {
  /** Asks; no answer within 3 s is a refusal with {@code NO_GUARD}. Never throws for a refusal. */
  PermitAnswer ask(PermitRequest request);

  /** Reports what became of a permit; retried until the guard has it. */
  void settle(Settlement settlement);

  /** Puts a running session on the guard's books, or takes it off. */
  void session(SessionNotice notice);

  /** A session that began or ended. */
  record SessionNotice(AccountName account, String workflowId, boolean running) {}
}
