package io.tripline.cli.killswitch;

import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.guard.GuardText;
import io.tripline.cli.guard.SwitchText;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.limits.LimitChange;
import io.tripline.workflows.limits.LimitChangeStatus;
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
      SwitchText.lines(status).forEach(output::line);
      LimitText.lines(status).forEach(output::line);
      openChange(temporal, output);
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("guard", Output.tree(status));
      document.put("switches", SwitchText.document(status));
      document.put("limits", LimitText.document(status));
      output.document(document);
      return ExitCode.OK.number();
    }
  }

  /** A looser limit that people still have to decide. */
  private void openChange(Temporal temporal, Output output) {
    try {
      LimitChangeStatus change = temporal.limitChange(common.account()).status();
      if (change.gate() != null) {
        output.line("waits for people: " + change.gate().question());
        output.line(
            "  ./tripline approve "
                + LimitChange.idOf(common.account())
                + " --as NAME"
                + common.options());
      }
    } catch (WorkflowNotFoundException | WorkflowServiceException never) {
      // No change of a limit was ever asked for here, or nobody answers for it now.
    }
  }
}
