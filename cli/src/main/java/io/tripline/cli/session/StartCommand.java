package io.tripline.cli.session;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.session.SessionReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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

  @Override
  public Integer call() {
    AccountName account = common.account();
    Output output = common.output();
    try (Temporal temporal = common.temporal()) {
      GuardStatus guard = new Tripping(temporal, account).guard();
      if (guard.isHalted()) {
        throw new CommandFailure(
            ExitCode.REFUSED,
            "account "
                + account
                + " is halted"
                + (guard.why() == null ? "" : ": " + guard.why())
                + "; see ./tripline status");
      }
      String id = Sessions.today(guard, account);
      boolean attached = SessionStarting.start(temporal, account, id, once, person.name());
      output.say((attached ? "attached to " : "started ") + id);
      if (!once) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("session", id);
        document.put("attached", attached);
        output.document(document);
        output.line("follow it: ./tripline session status " + id + common.options());
        return ExitCode.OK.number();
      }
      SessionReport report =
          temporal.client().newUntypedWorkflowStub(id).getResult(SessionReport.class);
      report.lines().forEach(output::line);
      output.line(report.end() + ": " + report.detail());
      output.document(Map.of("report", Output.tree(report)));
      return Sessions.exit(report.end()).number();
    }
  }
}
