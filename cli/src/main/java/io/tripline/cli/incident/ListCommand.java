package io.tripline.cli.incident;

import io.tripline.activities.journal.IncidentSummary;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.UiViews;
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
    description = "Every incident that the journal knows.")
final class ListCommand implements Callable<Integer> {
  @Mixin Common common;

  @Option(names = "--open", description = "Only those that are not resolved.")
  boolean open;

  @Override
  public Integer call() {
    List<IncidentSummary> found = OpenIncidents.known(common.installation());
    common
        .output()
        .rows(
            "incidents",
            found.stream()
                .filter(each -> !open || OpenIncidents.open(each))
                .filter(each ->
                    common.accountOption() == null || each.account().equals(common.accountOption()))
                .map(ListCommand::row)
                .toList());
    common
        .installation()
        .running()
        .map(running -> UiViews.of(running.temporal()).lists())
        .ifPresent(lists ->
            lists.forEach((shows, link) -> common.output().line("UI, " + shows + ": " + link)));
    return ExitCode.OK.number();
  }

  private static Map<String, Object> row(IncidentSummary each) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", each.id());
    row.put("severity", each.severity());
    row.put("status", each.status());
    row.put("cause", each.cause().isEmpty() ? causeOf(each) : each.cause());
    row.put("late", each.breached());
    row.put("begunAt", each.begunAt());
    row.put("lastAt", each.lastAt());
    row.put("report", each.report());
    row.put("text", each.text());
    return row;
  }

  /** The cause is part of the id: {@code incident-<account>-<cause>-<day>-<n>}. */
  private static String causeOf(IncidentSummary incident) {
    return incident
        .id()
        .replaceFirst("^incident-" + incident.account() + "-", "")
        .replaceFirst("-\\d{4}-\\d{2}-\\d{2}-\\d+$", "");
  }
}
