package io.tripline.activities.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps readings in the journal: one a minute, and each change at once. The watch neither waits for
 * it nor hears of its failures; while one entry is being written, others are dropped.
 */
final class ReadingLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingLog.class);

  private final Journal journal;
  private final AccountName account;
  private final Duration every;
  private final ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean busy = new AtomicBoolean();
  private @Nullable Instant lastAt;
  private String lastState = "";

  ReadingLog(Journal journal, AccountName account, Duration every) {
    this.journal = journal;
    this.account = account;
    this.every = every;
  }

  /** Takes a reading; {@code state} is the word whose change is always kept. */
  void take(String state, String text, Map<String, String> data, Instant marketAt, Instant at) {
    if (state.equals(lastState) && !Due.again(lastAt, every, at)) {
      return;
    }
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    lastAt = at;
    lastState = state;
    Entry entry =
        new Entry(
            "reading/" + account + "/" + at.toEpochMilli(),
            account,
            EntryKind.READING,
            at,
            marketAt,
            null,
            "watch",
            text,
            data);
    writer.execute(() -> write(entry));
  }

  /** Takes what happened to a stream; the caller sees to it that this is seldom. */
  void stream(String stream, String text, Map<String, String> data, Instant marketAt, Instant at) {
    Entry entry =
        new Entry(
            "stream/" + account + "/" + stream + "/" + at.toEpochMilli(),
            account,
            EntryKind.READING,
            at,
            marketAt,
            null,
            "watch",
            text,
            data);
    writer.execute(() -> append(entry));
  }

  private void write(Entry entry) {
    try {
      append(entry);
    } finally {
      busy.set(false);
    }
  }

  private void append(Entry entry) {
    try {
      journal.append(new Journal.Entries(List.of(entry)));
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("why", e.toString()).log("a reading was not journalled");
    }
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
