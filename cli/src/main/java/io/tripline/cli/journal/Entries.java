package io.tripline.cli.journal;

import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.JournalRecord;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Configured;
import io.tripline.workflows.journal.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Journal entries as rows. */
final class Entries {
  private Entries() {}

  static JournalReader open(Common common) {
    return JournalReader.open(Configured.journal(common.installation()));
  }

  static int count(int last) {
    if (last < 1 || last > 1_000_000) {
      throw new CommandFailure(ExitCode.USAGE, "--last: must be 1 to 1000000, was " + last);
    }
    return last;
  }

  static Map<String, @Nullable Object> row(JournalRecord each, boolean machines) {
    Entry entry = each.entry();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("sequence", each.sequence());
    row.put("at", entry.at());
    row.put("kind", entry.kind());
    row.put("actor", entry.actor());
    row.put("text", entry.text());
    if (machines) {
      row.put("marketAt", entry.marketAt());
      row.put("incident", entry.incident());
      row.put("account", entry.account().value());
      row.put("data", entry.data());
      row.put("id", entry.id());
      row.put("hash", each.hash());
    }
    return row;
  }
}
