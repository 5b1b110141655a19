package io.tripline.cli.incident;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.incident.IncidentView;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the procedure itself. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "One incident: steps, gates, decisions, timeline.")
final class ShowCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;

  @Override
  public Integer call() {
    target.check();
    try (Temporal temporal = common.temporal()) {
      String id = target.choose(common, temporal, "show");
      IncidentView view = reviewed(Target.view(temporal, id));
      Output output = common.output();
      ViewText.whole(view, common.options()).forEach(output::line);
      output.document(Map.of("incident", Output.tree(view)));
      return ExitCode.OK.number();
    }
  }

  /**
   * "In review" and "closed" are the review's and the journal's: the procedure has ended before.
   */
  private IncidentView reviewed(IncidentView view) {
    return OpenIncidents.known(common.installation()).stream()
        .filter(each -> each.id().equals(view.id()))
        .map(each -> view.reviewed(each.status()))
        .findFirst()
        .orElse(view);
  }
}
