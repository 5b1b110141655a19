package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal in memory: the same id is the same entry. Thread-safe. */
public final class FakeSessionJournal implements Journal {
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int appends;
  private volatile Runnable whenWritten = () -> {};

  /** Runs before entries are taken. */
  public void whenWritten(Runnable action) {
    whenWritten = action;
  }

  /** All entries of a kind. */
  public synchronized List<Entry> entries(EntryKind kind) {
    return entries.values().stream().filter(e -> e.kind() == kind).toList();
  }

  /** How often it was written to. */
  public synchronized int appends() {
    return appends;
  }

  @Override
  public void append(Entries batch) {
    whenWritten.run();
    take(batch);
  }

  private synchronized void take(Entries batch) {
    appends++;
    batch.entries().forEach(e -> entries.putIfAbsent(e.id(), e));
  }

  @Override
  public Entries last(LastEntries query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public GuardMemory guardMemory(AccountName account) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StoredReport storeReport(Report report) {
    throw new UnsupportedOperationException();
  }
}
