package io.tripline.cli.review;

import io.tripline.activities.journal.ActionRow;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads the journal, so it works when Temporal does not. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Action items of all reviews, open ones first.")
final class ActionListCommand implements Callable<Integer> {
  @Mixin Common common;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "Only those of this incident.")
  @Nullable String incident;

  @Option(names = "--open", description = "Only those that are not done.")
  boolean open;

  @Override
  public Integer call() {
    String only = incident == null ? null : Target.checked(incident).value();
    LocalDate today = Instant.now().atZone(ZoneOffset.UTC).toLocalDate();
    common
        .output()
        .rows(
            "actions",
            KnownReviews.of(common).actions().stream()
                .filter(each -> only == null || each.incident().equals(only))
                .filter(each -> !open || each.open())
                .map(each -> row(each, today))
                .toList());
    return ExitCode.OK.number();
  }

  private static Map<String, Object> row(ActionRow each, LocalDate today) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("incident", each.incident());
    row.put("number", each.number());
    row.put("status", !each.open() ? "DONE" : each.overdue(today) ? "OVERDUE" : "OPEN");
    row.put("owner", each.owner());
    row.put("due", each.due());
    row.put("text", each.text());
    row.put("doneBy", each.doneBy());
    row.put("doneAt", each.doneAt());
    row.put("how", each.how());
    return row;
  }
}
