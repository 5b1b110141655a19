package io.tripline.cli.session;

import io.temporal.client.WorkflowStub;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Polls;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.session.SessionReport;
import io.tripline.workflows.session.SessionStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One pass of the day's session, for cron: attaches where one runs, and waits for its result. */
public final class OncePass {
  private final Temporal temporal;
  private final AccountName account;
  private final Output output;

  /** For one account. */
  public OncePass(Temporal temporal, AccountName account, Output output) {
    this.temporal = temporal;
    this.account = account;
    this.output = output;
  }

  /** Runs it; a halted account is refused before anything starts. */
  public ExitCode run(String by) {
    GuardStatus guard = new Tripping(temporal, account).guard();
    refuseHalted(guard, account);
    String id = Sessions.today(guard, account);
    boolean attached = SessionStarting.start(temporal, account, id, true, by);
    output.say((attached ? "attached to " : "started ") + id + " as " + by);
    if (attached) {
      SessionStatus status = temporal.session(id).status();
      if (!status.once()) {
        return standing(status);
      }
    }
    WorkflowStub pass = temporal.client().newUntypedWorkflowStub(id);
    Optional<SessionReport> result =
        PassWait.await(
            patience -> pass.getResult(patience.toSeconds(), TimeUnit.SECONDS, SessionReport.class),
            this::worked);
    if (result.isEmpty()) {
      return pending(id, attached);
    }
    SessionReport report = result.get();
    report.lines().forEach(output::line);
    output.line(report.end() + ": " + report.detail());
    output.document(Map.of("attached", attached, "report", Output.tree(report)));
    return Sessions.exit(report.end());
  }

  private boolean worked() {
    return Polls.anySince(temporal, TaskQueues.TRADING, Instant.now().minus(Polls.LONGEST));
  }

  private ExitCode pending(String id, boolean attached) {
    boolean worked = worked();
    output.line(
        id
            + (worked
                ? " still goes on"
                : " waits: no trading worker lives (./tripline worker --role trading, or ./tripline"
                    + " up)")
            + "; follow it: ./tripline session status "
            + id);
    output.document(Map.of("attached", attached, "session", id, "tradingWorker", worked));
    return ExitCode.PENDING;
  }

  /** The day's own session decides by itself and stays until the close: nothing to wait for. */
  private ExitCode standing(SessionStatus status) {
    status.lines().forEach(output::line);
    output.line("the day's session runs already: " + status.phase());
    output.document(Map.of("attached", true, "session", Output.tree(status)));
    return ExitCode.OK;
  }

  static void refuseHalted(GuardStatus guard, AccountName account) {
    if (guard.isHalted()) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "account "
              + account
              + " is halted"
              + (guard.why() == null || guard.why().isBlank() ? "" : ": " + guard.why())
              + "; see ./tripline status");
    }
  }
}
