package io.tripline.activities.notify;

import io.temporal.failure.ApplicationFailure;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.Journal;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what people were told, without keeping anybody from hearing it: a journal that is
 * held by somebody else is waited for beside. What it never takes is in the log files. Thread-safe.
 */
final class NoticeJournal {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeJournal.class);

  /** A page is due within 5 s, and the channels come after the terminal. */
  private static final long PATIENCE_MILLIS = 2_000;

  /** What became of an entry. */
  enum Written {
    /** It is there. */
    YES,
    /** It may be there later. */
    LATER,
    /** The journal did not take it. */
    NO
  }

  private final Journal journal;

  NoticeJournal(Journal journal) {
    this.journal = journal;
  }

  Written write(Entry entry) {
    FutureTask<Written> writing = new FutureTask<>(() -> append(entry));
    Thread.ofVirtual().name("notice-journal").start(writing);
    try {
      return writing.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Written.LATER;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Written.LATER;
    }
  }

  private Written append(Entry entry) {
    try {
      journal.append(new Journal.Entries(List.of(entry)));
      return Written.YES;
    } catch (ApplicationFailure e) {
      LOG.atWarn()
          .setMessage("A notice did not reach the journal")
          .addKeyValue("entry", entry.id())
          .addKeyValue("reason", Fault.detailOf(e))
          .log();
      return Written.NO;
    }
  }
}
