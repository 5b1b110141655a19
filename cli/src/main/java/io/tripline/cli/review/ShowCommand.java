package io.tripline.cli.review;

import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.workflows.runbook.IncidentId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the procedure; the journal where that does not answer. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "One review: what is there, what is missing, the next command.")
final class ShowCommand implements Callable<Integer> {
  @Mixin Common common;
  @Mixin Target target;

  @Override
  public Integer call() {
    IncidentId incident = Target.chooseForActions(target.incident, common, "review show");
    Reviewing.Seen seen = new Reviewing(common).look(incident);
    Output output = common.output();
    ReviewText.whole(seen.view(), Instant.now(), common.options()).forEach(output::line);
    if (!seen.byJournal().isEmpty()) {
      output.say("(by the journal: " + seen.byJournal() + ")");
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("review", Output.tree(seen.view()));
    document.put("source", seen.byJournal().isEmpty() ? "procedure" : "journal");
    output.document(document);
    return ExitCode.OK.number();
  }
}
