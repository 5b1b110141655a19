package io.tripline.activities.notify;

import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people who look at the terminal or the logs: one log line, one line in {@code notices.log},
 * one entry in the journal. A notice whose id stands in the file was told. People hear first: what
 * can't be written to the file or the journal is still said in the log. Thread-safe.
 */
public final class TerminalNotifier implements Notifier {
  private static final Logger LOG = LoggerFactory.getLogger(TerminalNotifier.class);
  private static final String CHANNEL = "terminal";
  private final NoticeFile file;
  private final NoticeJournal journal;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();

  /** {@code logs} is the folder of {@code notices.log}. */
  public TerminalNotifier(Path logs, Journal journal, InstantSource clock) {
    this.file = new NoticeFile(logs.resolve("notices.log"));
    this.journal = new NoticeJournal(journal);
    this.clock = clock;
  }

  @Override
  public Delivery tell(Notice notice) {
    String where;
    turn.lock();
    try {
      if (told(notice)) {
        return new Delivery(true, CHANNEL, "told before");
      }
      where = say(notice);
    } finally {
      turn.unlock();
    }
    // Out of turn: the next page must not wait for this one's entry.
    return new Delivery(
        true,
        CHANNEL,
        switch (journal.write(entry(notice))) {
          case YES -> where + ", journal";
          case LATER -> where + ", journal later";
          case NO -> where;
        });
  }

  private boolean told(Notice notice) {
    try {
      return file.holds(mark(notice));
    } catch (IOException e) {
      return false;
    }
  }

  /** What it was written to, for the delivery's detail. */
  private String say(Notice notice) {
    String line = line(notice);
    LOG.atWarn().setMessage("NOTICE {}").addArgument(line).log();
    String where = "log";
    try {
      file.append(clock.instant() + " " + line + " " + mark(notice));
      where += ", notices.log";
    } catch (IOException e) {
      LOG.atWarn()
          .setMessage("notices.log can't be written")
          .addKeyValue("reason", e.getMessage())
          .log();
    }
    return where;
  }

  private static String line(Notice notice) {
    return (marked(notice) ? "DRILL " : "")
        + notice.urgency()
        + " "
        + notice.account()
        + (notice.incident() == null ? "" : " " + notice.incident())
        + ": "
        + flat(notice.headline())
        + (notice.text().isBlank() ? "" : " | " + flat(notice.text()))
        + (notice.command().isBlank() ? "" : " | next: " + notice.command());
  }

  /** A rehearsal says so, once. */
  private static boolean marked(Notice notice) {
    return notice.drill() && !notice.headline().startsWith("DRILL");
  }

  private static String mark(Notice notice) {
    return "[" + notice.id() + "]";
  }

  private static String flat(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
  }

  private Entry entry(Notice notice) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("urgency", notice.urgency().name());
    data.put("channel", CHANNEL);
    data.put("text", notice.text());
    data.put("command", notice.command());
    data.put("drill", String.valueOf(notice.drill()));
    return new Entry(
        "notice/" + notice.id(),
        notice.account(),
        EntryKind.NOTICE,
        clock.instant(),
        null,
        notice.incident(),
        "notifier",
        (marked(notice) ? "DRILL " : "") + notice.headline(),
        data);
  }
}
