package io.tripline.activities.notify;

import io.temporal.failure.ApplicationFailure;
import io.tripline.activities.journal.SqlJournal;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was sent where: entries of the journal, which all workers share, and marks in {@code
 * channels.log} beside them, which also stand while the journal can't be reached. What can't be
 * written keeps nobody from hearing. Thread-safe.
 */
final class SentLog {
  private static final Logger LOG = LoggerFactory.getLogger(SentLog.class);
  private final NoticeFile file;
  private final SqlJournal journal;
  private final NoticeJournal written;

  SentLog(Path logs, SqlJournal journal) {
    this.file = new NoticeFile(logs.resolve("channels.log"));
    this.journal = journal;
    this.written = new NoticeJournal(journal);
  }

  /** One notice on one channel to one place. */
  record Delivery(Notice notice, String channel, String target) {
    String id() {
      return "notice/" + notice.id() + "/" + channel + (target.isEmpty() ? "" : "/" + target);
    }

    private String mark(String word) {
      return "[" + word + " " + id() + "]";
    }
  }

  boolean sent(Delivery delivery) {
    if (holds(delivery.mark("sent"))) {
      return true;
    }
    try {
      return journal.holds(delivery.id());
    } catch (ApplicationFailure e) {
      return false;
    }
  }

  /** Notes that a channel has closed its alert of an incident. */
  void closed(Delivery delivery, Instant now) {
    write(now + " " + closing(delivery));
  }

  /** Whether a channel has closed its alert of that incident, as far as this machine knows. */
  boolean isClosed(Delivery delivery) {
    return holds(closing(delivery));
  }

  private static String closing(Delivery delivery) {
    return "[closed " + delivery.notice().incident() + "/" + delivery.channel() + "]";
  }

  /** Whether it was tried before and did not arrive, as far as this machine knows. */
  boolean failed(Delivery delivery) {
    return holds(delivery.mark("failed")) || holds(delivery.mark("lost"));
  }

  /**
   * Notes that it is about to be sent; true where that was noted before and nothing since: it may
   * have gone out.
   */
  boolean begin(Delivery delivery, Instant now) {
    boolean open = begunLast(delivery);
    write(now + " " + delivery.mark("sending"));
    return open;
  }

  void end(Delivery delivery, Sending sending, Instant now) {
    Notice notice = delivery.notice();
    boolean sent = sending instanceof Sending.Sent;
    String detail =
        switch (sending) {
          case Sending.Sent(String said) -> said;
          case Sending.Failed(String why, boolean maybe) -> why;
        };
    boolean maybe = sending instanceof Sending.Failed failed && failed.mayHaveArrived();
    write(now + " " + delivery.mark(sent ? "sent" : maybe ? "lost" : "failed") + " " + detail);
    Map<String, String> data = new LinkedHashMap<>();
    data.put("notice", notice.id());
    data.put("urgency", notice.urgency().name());
    data.put("channel", delivery.channel());
    if (!delivery.target().isEmpty()) {
      data.put("target", delivery.target());
    }
    data.put("sent", String.valueOf(sent));
    data.put("detail", detail);
    Entry entry =
        new Entry(
            // Of the failures of one place the first is kept.
            delivery.id() + (sent ? "" : "/failed"),
            notice.account(),
            EntryKind.NOTICE,
            now,
            null,
            notice.incident(),
            "notifier",
            (sent ? "told by " : "NOT told by ")
                + delivery.channel()
                + (sent ? "" : " (" + detail + ")")
                + ": "
                + notice.headline(),
            data);
    written.write(entry);
  }

  private boolean begunLast(Delivery delivery) {
    try {
      return file.lastOf(delivery.mark("sending")) > file.lastOf(delivery.mark("failed"));
    } catch (IOException e) {
      return false;
    }
  }

  private boolean holds(String mark) {
    try {
      return file.holds(mark);
    } catch (IOException e) {
      return false;
    }
  }

  private void write(String line) {
    try {
      file.append(line);
    } catch (IOException e) {
      LOG.atWarn()
          .setMessage("channels.log can't be written")
          .addKeyValue("reason", e.getClass().getSimpleName())
          .log();
    }
  }
}
