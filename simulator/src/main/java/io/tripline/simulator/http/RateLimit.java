package io.tripline.simulator.http;

import java.time.Instant;

/** So many requests in each minute of wall time. Safe for use by several threads. */
final class RateLimit {
  private final int perMinute;
  private long minute;
  private int used;

  /** What is left after a request. */
  record Window(boolean exceeded, int limit, int remaining, long resetEpochSecond) {}

  /** A limit; 0 is none. */
  RateLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  boolean isOn() {
    return perMinute > 0;
  }

  synchronized Window count(Instant now) {
    long current = now.getEpochSecond() / 60;
    if (current != minute) {
      minute = current;
      used = 0;
    }
    used++;
    return new Window(
        isOn() && used > perMinute, perMinute, Math.max(0, perMinute - used), (current + 1) * 60);
  }
}
