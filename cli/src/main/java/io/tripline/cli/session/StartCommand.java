package io.tripline.cli.session;

import io.temporal.client.WorkflowClient;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.session.ExecutionAnswer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** For people and for cron: safe to repeat at any time. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Start the day's session, or attach to it.")
final class StartCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;

  @Option(
      names = "--once",
      description = "One pass, and wait for its result; attaches to a running one.")
  boolean once;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description =
          "Market time between two decisions, 1m to 6h (default: as configured). A session that"
              + " runs already takes it over.")
  @Nullable String interval;

  @Override
  public Integer call() {
    if (once && interval != null) {
      throw new CommandFailure(ExitCode.USAGE, "--once is one decision: it takes no --interval");
    }
    AccountName account = common.account();
    Output output = common.output();
    String by = person.name();
    try (Temporal temporal = common.temporal()) {
      if (once) {
        return new OncePass(temporal, account, output).run(by).number();
      }
      GuardStatus guard = new Tripping(temporal, account).guard();
      OncePass.refuseHalted(guard, account);
      String id =
          Sessions.toStart(
              Sessions.today(guard, account),
              account,
              Sessions.clock(common.installation(), common.named())
                  .or(() ->
                      Sessions.byGuard(guard.clock(), guard.policy().environment(), Instant.now())),
              each -> SessionStarting.runs(temporal, each));
      boolean attached = SessionStarting.start(temporal, account, id, false, by, interval);
      output.line((attached ? "attached to " : "started ") + id + " as " + by);
      if (attached && interval != null) {
        String asked = interval;
        ExecutionAnswer answer =
            Temporal.answer(() ->
                WorkflowClient.startUpdate(
                    temporal.session(id)::set,
                    SessionStarting.every(asked, by),
                    Temporal.update(ExecutionAnswer.class, "set", "set/" + UUID.randomUUID())));
        output.line("now: " + answer.executes());
      }
      output.line("follow it: ./tripline session status " + id + common.options());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("session", id);
      document.put("attached", attached);
      output.document(document);
      return ExitCode.OK.number();
    }
  }
}
