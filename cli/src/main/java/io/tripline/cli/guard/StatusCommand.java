package io.tripline.cli.guard;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.killswitch.Tripping;
import io.tripline.workflows.guard.FillsView;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.SlippageView;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the guard. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "What the guard knows: ladder, permits, session, baselines.")
final class StatusCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    try (Temporal temporal = common.temporal()) {
      GuardStatus status = new Tripping(temporal, common.account()).guard();
      Output output = common.output();
      GuardText.halt(status).forEach(output::line);
      output.line("account    " + status.policy().account() + ", " + status.policy().environment());
      output.line("scope      " + status.policy().scope().describe());
      output.line("day        " + (status.tradingDay() == null ? "–" : status.tradingDay()));
      output.line("session    " + (status.session() == null ? "none" : status.session()));
      output.line(
          "permits    "
              + status.permitsToday()
              + " granted and "
              + status.refusalsToday()
              + " refused today, "
              + status.unsettled().size()
              + " unsettled");
      fills(status, output);
      output.document(Map.of("guard", Output.tree(status)));
      return ExitCode.OK.number();
    }
  }

  /** What fills cost and how they came, and what the guard makes of it. */
  private static void fills(GuardStatus status, Output output) {
    SlippageView view = status.slippage();
    if (view == null) {
      return;
    }
    output.line("slippage   " + view.label().sentence() + ": " + view.statistics().sentence());
    FillsView orders = view.orders();
    if (orders != null) {
      output.line("fills      " + orders.slow().sentence());
      output.line("parts      " + orders.inPart().sentence());
    }
  }
}
