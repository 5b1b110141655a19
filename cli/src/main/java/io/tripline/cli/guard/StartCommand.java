package io.tripline.cli.guard;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.broker.AccountName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the guard; a repeat changes nothing. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Start the guard of an account; one that runs already is left alone.")
final class StartCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    try (Temporal temporal = common.temporal()) {
      AccountName account = common.account();
      boolean ran = Guarding.runs(temporal, account);
      if (!ran) {
        Guarding.start(temporal, account, null);
      }
      common
          .output()
          .line(
              "guard-"
                  + account
                  + (ran
                      ? " runs already"
                      : " started; it is HALTED until it has read the journal and the account"));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("account", account.value());
      document.put("started", !ran);
      common.output().document(document);
      return ExitCode.OK.number();
    }
  }
}
