package io.tripline.cli.killswitch;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.guard.GuardText;
import io.tripline.workflows.guard.GuardStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the guard. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Whether the account is halted, why, and what would trip.")
final class StatusCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    try (Temporal temporal = common.temporal()) {
      GuardStatus status = new Tripping(temporal, common.account()).guard();
      Output output = common.output();
      GuardText.halt(status).forEach(output::line);
      LimitText.lines(status).forEach(output::line);
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("guard", Output.tree(status));
      document.put("limits", LimitText.document(status));
      output.document(document);
      return ExitCode.OK.number();
    }
  }
}
