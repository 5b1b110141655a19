package io.tripline.cli.review;

import io.tripline.activities.journal.ActionRow;
import io.tripline.activities.journal.ReviewRow;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the journal, so it works when Temporal does not. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Every review that the journal knows.")
final class ListCommand implements Callable<Integer> {
  @Mixin Common common;

  @Option(names = "--open", description = "Only those that are unsigned or have open actions.")
  boolean open;

  @Override
  public Integer call() {
    KnownReviews known = KnownReviews.of(common);
    common
        .output()
        .rows(
            "reviews",
            known.reviews().stream()
                .filter(each -> !open || known.unfinished(each.incident()))
                .map(each -> row(each, known.actions()))
                .toList());
    return ExitCode.OK.number();
  }

  private static Map<String, Object> row(ReviewRow each, List<ActionRow> actions) {
    List<ActionRow> its =
        actions.stream().filter(action -> action.incident().equals(each.incident())).toList();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("incident", each.incident());
    row.put("status", each.open() ? "IN_REVIEW" : "CLOSED");
    row.put("dueAt", each.dueAt());
    row.put("signedBy", each.signedBy());
    row.put("actionsOpen", its.stream().filter(ActionRow::open).count());
    row.put("actions", its.size());
    row.put("rootCause", each.rootCause());
    row.put("report", each.report());
    return row;
  }
}
