package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal and a notifier that remember; known ids are skipped, as in the real ones. */
public final class FakeIncidentArchive implements Journal, Notifier {
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Notice> notices = new LinkedHashMap<>();
  private final List<Report> reports = new ArrayList<>();
  private boolean deaf;
  private volatile long slowness;

  /** Entries are there so many milliseconds after they were sent. */
  public void writesAfter(long millis) {
    slowness = millis;
  }

  /** No channel works. */
  public synchronized void reachesNobody() {
    deaf = true;
  }

  /** Entries of one kind. */
  public synchronized List<Entry> entries(EntryKind kind) {
    return entries.values().stream().filter(entry -> entry.kind() == kind).toList();
  }

  /** Every notice. */
  public synchronized List<Notice> notices() {
    return List.copyOf(notices.values());
  }

  /** Every report. */
  public synchronized List<Report> reports() {
    return List.copyOf(reports);
  }

  @Override
  public void append(Entries batch) {
    try {
      Thread.sleep(slowness);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    synchronized (this) {
      batch.entries().forEach(entry -> entries.putIfAbsent(entry.id(), entry));
    }
  }

  @Override
  public synchronized Entries last(LastEntries query) {
    return new Entries(List.copyOf(entries.values()));
  }

  @Override
  public GuardMemory guardMemory(AccountName account) {
    throw new UnsupportedOperationException("only the guard asks");
  }

  @Override
  public synchronized StoredReport storeReport(Report report) {
    reports.add(report);
    return new StoredReport("reports/" + report.fileName(), "0123456789ab");
  }

  @Override
  public synchronized Delivery tell(Notice notice) {
    notices.putIfAbsent(notice.id(), notice);
    return new Delivery(!deaf, deaf ? "none" : "terminal", deaf ? "every channel failed" : "");
  }
}
