package io.tripline.workflows.guard;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.killswitch.WorkerMark;
import org.jspecify.annotations.Nullable;

/** How a session reaches the guard: an Update through an activity that holds a client. */
@ActivityInterface(namePrefix = "Permits")
public interface Permits {
  /** Asks; no answer within 3 s is a refusal with {@code NO_GUARD}. Never throws for a refusal. */
  PermitAnswer ask(PermitRequest request);

  /** Reports what became of a permit; retried until the guard has it. */
  void settle(Settlement settlement);

  /** Puts a running session on the guard's books, or takes it off. */
  void session(SessionNotice notice);

  /**
   * A session that began or ended.
   *
   * @param mark which program tells it; null where it does not say
   */
  record SessionNotice(
      AccountName account, String workflowId, boolean running, @Nullable WorkerMark mark) {
    /** Of a worker that does not say what it is. */
    public SessionNotice(AccountName account, String workflowId, boolean running) {
      this(account, workflowId, running, null);
    }
  }
}
