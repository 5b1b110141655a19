package io.tripline.cli.killswitch;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import java.util.Locale;
import java.util.UUID;

/** Trips the manual switch through the account's guard. */
public final class Tripping {
  private final Temporal temporal;
  private final AccountName account;

  /** For one account. */
  public Tripping(Temporal temporal, AccountName account) {
    this.temporal = temporal;
    this.account = account;
  }

  /** The guard's state; fails with the command that starts one when there is none. */
  public GuardStatus guard() {
    try {
      return temporal.guard(account).status();
    } catch (WorkflowNotFoundException e) {
      throw noGuard(account, e);
    }
  }

  /** What to say when an account has no guard. */
  public static CommandFailure noGuard(AccountName account, Throwable cause) {
    return new CommandFailure(
        ExitCode.UNREACHABLE,
        "no guard watches account "
            + account
            + "; start one: ./tripline guard start --account "
            + account,
        cause);
  }

  /**
   * Trips; a second trip joins the halt. Each call is a request of its own: the same one would be
   * answered as it was before, and whoever asks for flat once more means now.
   */
  public TripAnswer trip(TripLevel level, String by, String reason) {
    String requestId =
        "trip-"
            + KillSwitch.K13.name().toLowerCase(Locale.ROOT)
            + "-"
            + level.name().toLowerCase(Locale.ROOT)
            + "-"
            + UUID.randomUUID();
    AccountGuard guard = temporal.guard(account);
    try {
      return Temporal.answer(() ->
          WorkflowClient.startUpdate(
              guard::trip,
              new TripRequest(account, requestId, KillSwitch.K13, level, null, by, reason, null),
              Temporal.update(TripAnswer.class, "trip", requestId)));
    } catch (WorkflowNotFoundException e) {
      throw noGuard(account, e);
    }
  }
}
