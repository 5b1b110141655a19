package io.tripline.cli.guard;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Person;
import io.tripline.cli.Reason;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.GuardStop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the guard; the guard itself refuses while the account is not flat. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stop guarding an account; needs a reason, and the account flat.")
final class StopCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Person person;
  @Mixin Reason reason;

  @Override
  public Integer call() {
    String by = person.name();
    String why = reason.required();
    AccountName account = common.account();
    try (Temporal temporal = common.temporal()) {
      AccountGuard guard = temporal.guard(account);
      String answer =
          Temporal.answer(() ->
              WorkflowClient.startUpdate(
                  guard::stop,
                  new GuardStop(by, why),
                  Temporal.update(String.class, "stop", "stop/" + by + "/" + UUID.randomUUID())));
      common.output().line(answer);
      common
          .output()
          .line("account " + account + " is unguarded; ./tripline guard start guards it again");
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("account", account.value());
      document.put("by", by);
      document.put("answer", answer);
      common.output().document(document);
      return ExitCode.OK.number();
    } catch (WorkflowNotFoundException e) {
      throw Tripping.noGuard(account, e);
    }
  }
}
