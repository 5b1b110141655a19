package io.tripline.cli.session;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.GuardStatus;
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
    String by = person.name();
    try (Temporal temporal = common.temporal()) {
      if (once) {
        return new OncePass(temporal, account, output).run(by).number();
      }
      GuardStatus guard = new Tripping(temporal, account).guard();
      OncePass.refuseHalted(guard, account);
      String id = Sessions.today(guard, account);
      boolean attached = SessionStarting.start(temporal, account, id, false, by);
      output.line((attached ? "attached to " : "started ") + id + " as " + by);
      output.line("follow it: ./tripline session status " + id + common.options());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("session", id);
      document.put("attached", attached);
      output.document(document);
      return ExitCode.OK.number();
    }
  }
}
