package io.tripline.cli.killswitch;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.guard.SwitchText;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.UnblockRequest;
import io.tripline.workflows.killswitch.KillSwitch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a block of entries that only a person may end; no halt. */
@Command(
    name = "unblock",
    mixinStandardHelpOptions = true,
    description =
        "End a block of entries by K18 (drift, once it reads clean) or K19 (a calendar that you"
            + " have checked, for today). Halts need `killswitch reset`.")
final class UnblockCommand implements Callable<Integer> {
  private static final List<KillSwitch> BY_PEOPLE = List.of(KillSwitch.K18, KillSwitch.K19);

  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Parameters(index = "0", paramLabel = "SWITCH", description = "K18 or K19.")
  String killSwitch = "";

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    KillSwitch asked = asked();
    Output output = common.output();
    try (Temporal temporal = common.temporal()) {
      AccountName account = common.account();
      String id = "unblock/" + asked + "/" + by + "/" + UUID.randomUUID();
      AccountGuard guard = temporal.guard(account);
      try {
        Temporal.answer(() ->
            WorkflowClient.startUpdate(
                guard::unblock,
                new UnblockRequest(id, asked, by, why),
                Temporal.update(Void.class, "unblock", id)));
      } catch (WorkflowNotFoundException e) {
        throw Tripping.noGuard(account, e);
      }
      GuardStatus status = guard.status();
      output.line(asked + " " + asked.title() + ": the block is lifted by " + by);
      SwitchText.blocks(status).forEach(output::line);
      output.line("ladder " + status.ladder());
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("unblocked", asked.name());
      document.put("by", by);
      document.put("ladder", status.ladder().name());
      output.document(document);
      return ExitCode.OK.number();
    }
  }

  private KillSwitch asked() {
    for (KillSwitch each : BY_PEOPLE) {
      if (each.name().equals(killSwitch.toUpperCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new CommandFailure(
        ExitCode.USAGE,
        "SWITCH: must be K18 or K19, was "
            + killSwitch
            + "; the other blocks lift by themselves, and a halt needs: ./tripline killswitch"
            + " reset");
  }
}
