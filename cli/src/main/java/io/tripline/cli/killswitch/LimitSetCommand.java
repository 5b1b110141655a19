package io.tripline.cli.killswitch;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.incident.ViewText;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.LimitAnswer;
import io.tripline.workflows.guard.LimitRequest;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.limits.LimitChange;
import io.tripline.workflows.limits.LimitChangeStart;
import io.tripline.workflows.limits.LimitChangeStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A stricter value holds at once; a looser one opens a gate; a hard cap refuses. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description =
        "Set a limit: stricter at once, looser after two people approved it, never beyond a hard"
            + " cap.")
final class LimitSetCommand implements Callable<Integer> {
  private static final Duration GATE_WITHIN = Duration.ofSeconds(45);

  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "As in tripline.yaml below limits, such as dailyLoss or slippage.inARow.")
  String name = "";

  @Parameters(index = "1", paramLabel = "VALUE", description = "Such as 1.5 %, 40 or 30s.")
  String value = "";

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    checked();
    Output output = common.output();
    try (Temporal temporal = common.temporal()) {
      AccountName account = common.account();
      AccountPolicy policy = new Tripping(temporal, account).guard().policy();
      LimitAnswer answer = ask(temporal, account, by, why);
      output.line(answer.sentence());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("outcome", answer.outcome().name());
      document.put("name", answer.name());
      document.put("before", answer.before());
      document.put("after", answer.after());
      document.put("by", by);
      return switch (answer.outcome()) {
        case APPLIED -> {
          output.line("in force at once, for the running session and the next ones");
          output.document(document);
          yield ExitCode.OK.number();
        }
        case UNCHANGED -> {
          output.document(document);
          yield ExitCode.OK.number();
        }
        case NEEDS_APPROVAL -> {
          Gate gate = openGate(temporal, policy, by, why);
          ViewText.gate(gate).forEach(output::line);
          String id = LimitChange.idOf(account);
          output.line(
              "  "
                  + ResetCommand.whoNext(policy.approvals(), by)
                  + ": ./tripline approve "
                  + id
                  + " --as NAME"
                  + common.options());
          document.put("procedure", id);
          document.put("gate", Output.tree(gate));
          output.document(document);
          yield ExitCode.AWAITING_APPROVAL.number();
        }
      };
    }
  }

  /** A mistyped name or value needs no server to be found. */
  private void checked() {
    try {
      LimitName.parse(name).read(value);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private LimitAnswer ask(Temporal temporal, AccountName account, String by, String why) {
    String id = "limit/" + by + "/" + UUID.randomUUID();
    AccountGuard guard = temporal.guard(account);
    try {
      return Temporal.answer(() ->
          WorkflowClient.startUpdate(
              guard::limit,
              new LimitRequest(id, name, value, by, why, null, null),
              Temporal.update(LimitAnswer.class, "limit", id)));
    } catch (WorkflowNotFoundException e) {
      throw Tripping.noGuard(account, e);
    }
  }

  private Gate openGate(Temporal temporal, AccountPolicy policy, String by, String why) {
    LimitChange change =
        temporal
            .client()
            .newWorkflowStub(LimitChange.class, WorkflowStarts.limitChange(policy, name, value));
    WorkflowClient.start(
        change::run, new LimitChangeStart(policy.account().value(), name, value, by, why));
    long end = System.nanoTime() + GATE_WITHIN.toNanos();
    while (System.nanoTime() < end) {
      LimitChangeStatus status = status(temporal, policy.account());
      if (status != null) {
        same(status);
        Gate gate = status.gate();
        if (gate != null) {
          return gate;
        }
        if (status.result() != null) {
          throw new CommandFailure(
              ExitCode.ENDED_BADLY, status.result().outcome() + ": " + status.result().sentence());
        }
      }
      pause();
    }
    throw new CommandFailure(
        ExitCode.UNREACHABLE,
        "the gate did not open in time: is a response worker running (`./tripline status`)?");
  }

  private void same(LimitChangeStatus status) {
    if (!name.equals(status.asked().name()) || !value.equals(status.asked().value())) {
      throw new CommandFailure(
          ExitCode.CONFLICT,
          "another change is being decided: "
              + status.asked().name()
              + " to "
              + status.asked().value()
              + ", asked for by "
              + status.asked().by());
    }
  }

  private static @Nullable LimitChangeStatus status(Temporal temporal, AccountName account) {
    try {
      return temporal.limitChange(account).status();
    } catch (WorkflowNotFoundException | WorkflowServiceException notYet) {
      return null;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted; the gate may still open", e);
    }
  }
}
