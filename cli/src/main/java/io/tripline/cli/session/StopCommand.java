package io.tripline.cli.session;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.session.SessionStop;
import io.tripline.workflows.session.TradingSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a session early; what is held stays held, and the guard goes on watching. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "End a session early: no new entry; positions stay and stay guarded.")
final class StopCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SESSION",
      description = "Session id, or its trading day.")
  @Nullable String named;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    AccountName account = common.account();
    try (Temporal temporal = common.temporal()) {
      String id = Sessions.choose(named, new Tripping(temporal, account).guard(), account);
      TradingSession session = temporal.session(id);
      String answer =
          Temporal.answer(() ->
              WorkflowClient.startUpdate(
                  session::stop,
                  new SessionStop(by, why),
                  Temporal.update(String.class, "stop", "stop/" + by)));
      common.output().line(id + ": " + answer);
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("session", id);
      document.put("by", by);
      document.put("answer", answer);
      common.output().document(document);
      return ExitCode.OK.number();
    } catch (WorkflowNotFoundException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "no session runs; `./tripline session list` shows the past ones", e);
    }
  }
}
