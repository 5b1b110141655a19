package io.tripline.activities.broker;

import io.tripline.workflows.killswitch.ApiCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What came of the last calls that this process made for one account: what the API-error switch is
 * fed with. Calls that were never sent are not in it. Thread-safe.
 */
public final class CallLog {
  /** More than the rate budget lets pass within any look. */
  private static final int MOST = 1_000;

  private final Deque<ApiCall> calls = new ArrayDeque<>();
  private long taken;

  /**
   * Calls in order of their ends.
   *
   * @param next where to go on reading
   */
  public record Since(List<ApiCall> calls, long next) {
    /** Copies the list. */
    public Since {
      calls = List.copyOf(calls);
    }
  }

  synchronized void add(ApiCall call) {
    taken++;
    calls.addLast(call);
    if (calls.size() > MOST) {
      calls.removeFirst();
    }
  }

  /** The place after the last call. */
  public synchronized long end() {
    return taken;
  }

  /** Calls from a place on; those that are too old are left out. */
  public synchronized Since since(long place) {
    List<ApiCall> found = new ArrayList<>();
    long number = taken - calls.size();
    for (ApiCall call : calls) {
      if (number++ >= place) {
        found.add(call);
      }
    }
    return new Since(found, taken);
  }
}
