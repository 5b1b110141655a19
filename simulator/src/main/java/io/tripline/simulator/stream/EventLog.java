package io.tripline.simulator.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.rest.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest trade updates of this process, for readers that come back and want what they missed.
 * Ids rise with time, and no two updates have the same time. Safe for use by several threads.
 */
public final class EventLog {
  private static final int KEPT = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Deque<Event> events = new ArrayDeque<>();
  private Instant last = Instant.EPOCH;
  private long sequence;

  /**
   * An update.
   *
   * @param id sorts as text in the order of events
   * @param at market time, later than that of the event before
   * @param json the update as it is sent
   */
  public record Event(String id, Instant at, String json) {}

  void add(ObjectNode update, Instant at) {
    lock.lock();
    try {
      last = at.isAfter(last) ? at : last.plusNanos(1);
      String id = "%010d%016d".formatted(last.getEpochSecond(), ++sequence);
      ObjectNode shown = Json.object();
      shown.put("event_id", id);
      shown.put("at", last.toString());
      shown.setAll(update);
      events.addLast(new Event(id, last, Json.write(shown)));
      if (events.size() > KEPT) {
        events.removeFirst();
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The id of the newest event, or an empty text, which is before all. */
  public String newest() {
    lock.lock();
    try {
      return events.isEmpty() ? "" : events.getLast().id();
    } finally {
      lock.unlock();
    }
  }

  /** Events after an id and not before an instant; waits a while where there is none. */
  public List<Event> after(String id, Instant since, Duration patience)
      throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      List<Event> found = found(id, since);
      while (found.isEmpty() && left > 0) {
        left = more.awaitNanos(left);
        found = found(id, since);
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  private List<Event> found(String id, Instant since) {
    var found = new ArrayList<Event>();
    for (Event event : events) {
      if (event.id().compareTo(id) > 0 && !event.at().isBefore(since)) {
        found.add(event);
      }
    }
    return found;
  }
}
