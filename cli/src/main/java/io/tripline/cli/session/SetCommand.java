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
import io.tripline.workflows.session.ExecutionAnswer;
import io.tripline.workflows.session.ExecutionChange;
import io.tripline.workflows.session.TradingSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes how a running session executes; the next one starts as configured. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description =
        "Change how a running session decides and executes, until its close; never beyond what"
            + " tripline.yaml allows. The next session starts as configured.")
final class SetCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SESSION",
      description = "Session id, or its trading day.")
  @Nullable String named;

  @Option(names = "--order-type", paramLabel = "TYPE", description = "market or limit.")
  @Nullable String orderType;

  @Option(
      names = "--offset",
      paramLabel = "BPS",
      description = "Limit: so far beyond the mid, -50 to 50 basis points.")
  @Nullable String offset;

  @Option(
      names = "--requotes",
      paramLabel = "N",
      description = "Limit: how often it is priced anew, 0 to 10.")
  @Nullable String requotes;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      description = "How long an order may take before it is cancelled, such as 30s.")
  @Nullable String patience;

  @Option(
      names = "--size",
      paramLabel = "PART",
      description = "Part of the equity of the next entry, such as 50%%.")
  @Nullable String size;

  @Option(
      names = "--max-shares",
      paramLabel = "N",
      description = "Largest entry in shares; none: as configured.")
  @Nullable String maxShares;

  @Option(
      names = "--max-notional",
      paramLabel = "USD",
      description = "Largest entry in dollars; none: as configured.")
  @Nullable String maxNotional;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Market time between two decisions, 1m to 6h; none: no further one today.")
  @Nullable String interval;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    AccountName account = common.account();
    ExecutionChange change =
        new ExecutionChange(
            UUID.randomUUID().toString(),
            by,
            why,
            orderType,
            offset,
            requotes,
            patience,
            size,
            maxShares,
            maxNotional,
            interval);
    try (Temporal temporal = common.temporal()) {
      String id = Sessions.choose(named, new Tripping(temporal, account).guard(), account);
      TradingSession session = temporal.session(id);
      ExecutionAnswer answer =
          Temporal.answer(() ->
              WorkflowClient.startUpdate(
                  session::set,
                  change,
                  Temporal.update(ExecutionAnswer.class, "set", "set/" + change.requestId())));
      common.output().line(id + ": " + answer.detail() + ", as " + by);
      common.output().line("now: " + answer.executes());
      common.output().line("the next session starts as tripline.yaml says");
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("session", id);
      document.put("by", by);
      document.put("taken", answer.taken());
      document.put("executes", answer.executes());
      common.output().document(document);
      return ExitCode.OK.number();
    } catch (WorkflowNotFoundException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no session runs; the next one starts as tripline.yaml says, change it there",
          e);
    }
  }
}
