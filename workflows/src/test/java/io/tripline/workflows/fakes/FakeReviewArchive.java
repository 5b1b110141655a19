package io.tripline.workflows.fakes;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.review.ReviewArchive;
import io.tripline.workflows.review.ReviewPast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A journal whose past can be set, and a notifier; both remember. */
public final class FakeReviewArchive implements Journal, ReviewArchive, Notifier {
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Notice> notices = new LinkedHashMap<>();
  private final List<Report> reports = new ArrayList<>();

  /** What happened before. */
  public synchronized void knows(List<Entry> past) {
    past.forEach(entry -> entries.putIfAbsent(entry.id(), entry));
  }

  /** Everything, ascending. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries.values());
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
  public synchronized ReviewPast past(String incident) {
    return new ReviewPast(
        entries.values().stream()
            .filter(entry -> Objects.equals(entry.incident(), incident))
            .toList());
  }

  @Override
  public synchronized void append(Entries batch) {
    knows(batch.entries());
  }

  @Override
  public synchronized Entries last(LastEntries query) {
    return new Entries(entries());
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
    return new Delivery(true, "terminal", "");
  }
}
