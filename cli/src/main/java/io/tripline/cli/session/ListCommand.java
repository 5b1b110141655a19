package io.tripline.cli.session;

import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.JournalRecord;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Configured;
import io.tripline.workflows.journal.EntryKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the journal, so it works when Temporal does not. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Sessions that the journal knows, with their last word.")
final class ListCommand implements Callable<Integer> {
  @Mixin Common common;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many (default: ${DEFAULT-VALUE}).")
  int last = 20;

  @Override
  public Integer call() {
    Map<String, Map<String, Object>> sessions = new LinkedHashMap<>();
    Optional<JournalReader> journal =
        JournalReader.openIfThere(Configured.journal(common.installation()));
    if (journal.isPresent()) {
      try (JournalReader reader = journal.get()) {
        reader.ofKind(EntryKind.SESSION, 10_000).forEach(each -> add(sessions, each));
      }
    }
    List<Map<String, Object>> rows = new ArrayList<>(sessions.values());
    common
        .output()
        .rows("sessions", rows.subList(Math.max(0, rows.size() - Math.max(1, last)), rows.size()));
    return ExitCode.OK.number();
  }

  private static void add(Map<String, Map<String, Object>> sessions, JournalRecord each) {
    Map<String, Object> row =
        sessions.computeIfAbsent(
            each.entry().actor(),
            id -> {
              Map<String, Object> fresh = new LinkedHashMap<>();
              fresh.put("session", id);
              fresh.put("begunAt", each.entry().at());
              return fresh;
            });
    row.put("lastAt", each.entry().at());
    row.put("text", each.entry().text());
  }
}
