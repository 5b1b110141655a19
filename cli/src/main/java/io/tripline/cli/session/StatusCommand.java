package io.tripline.cli.session;

import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.session.SessionStatus;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks the session. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Where a session stands; without an id today's.")
final class StatusCommand implements Callable<Integer> {
  @Mixin Common common;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SESSION",
      description = "Session id, or its trading day.")
  @Nullable String named;

  @Override
  public Integer call() {
    AccountName account = common.account();
    Output output = common.output();
    try (Temporal temporal = common.temporal()) {
      String id = Sessions.choose(named, new Tripping(temporal, account).guard(), account);
      SessionStatus status = temporal.session(id).status();
      output.line(status.session() + "  " + status.phase() + (status.once() ? "  (one pass)" : ""));
      if (status.executes() != null) {
        output.line("  executes: " + status.executes());
      }
      status.lines().forEach(line -> output.line("  " + line));
      if (!status.orders().isEmpty()) {
        output.line("  orders: " + String.join(", ", status.orders()));
      }
      if (status.report() != null) {
        output.line("  ended " + status.report().end() + ": " + status.report().detail());
      }
      output.document(Map.of("session", Output.tree(status)));
      return ExitCode.OK.number();
    } catch (WorkflowNotFoundException e) {
      output.line("no session runs; start one: ./tripline session start" + common.options());
      output.document(Map.of("session", "none"));
      return ExitCode.OK.number();
    }
  }
}
