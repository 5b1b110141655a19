package io.tripline.activities.journal;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Entries for tests. */
final class Samples {
  static final AccountName ACCOUNT = new AccountName("spy-paper");
  static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);
  static final String INCIDENT = "incident-spy-paper-daily-loss-2026-11-23-1";

  private Samples() {}

  static Entry entry(String id, EntryKind kind, Map<String, String> data) {
    return new Entry(id, ACCOUNT, kind, NOW, null, INCIDENT, "guard-spy-paper", "text " + id, data);
  }

  static Entry note(String id) {
    return entry(id, EntryKind.NOTE, Map.of());
  }

  static Journal.Entries entries(Entry... entries) {
    return new Journal.Entries(List.of(entries));
  }
}
