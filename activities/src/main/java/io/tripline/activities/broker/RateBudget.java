package io.tripline.activities.broker;

import io.tripline.workflows.killswitch.ApiCall.Api;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Our own budget of messages to one account, below Alpaca's 200 a minute: a token bucket that lets
 * bursts pass and keeps a reserve that only cancels, closes and what belongs to them may use.
 * Thread-safe.
 */
public final class RateBudget {
  /** Messages a minute unless configured otherwise (risk.md section 8.2). */
  public static final int DEFAULT_PER_MINUTE = 60;

  private static final Duration STEP = Duration.ofMillis(50);

  /** What a message is for. */
  public enum Purpose {
    /** Reads and entries: may not touch the reserve. */
    ORDINARY,
    /**
     * The look at the account that every switch of losses lives on: may use half of the reserve for
     * a look each 8 s, and is tried also after a 429. No faster: what it took from there at its
     * usual pace would keep everybody else from ever sending.
     */
    WATCH,
    /** What can only reduce risk: cancels, closes, and the look at an order that was sent. */
    SAFETY
  }

  /** How to wait; tests move their clock instead. */
  @FunctionalInterface
  public interface Sleeper {
    /** Sleeps. */
    void sleep(Duration time) throws InterruptedException;
  }

  /** Clock, account, positions. */
  private static final double A_LOOK = 3;

  private static final double LOOK_NANOS = 8e9;

  private final int perMinute;
  private final double reserve;
  private final LongSupplier nanos;
  private final Sleeper sleeper;
  private double tokens;
  private double looks = A_LOOK;
  private long refilledAt;
  private final Map<Api, Long> ordinaryNotBefore = new EnumMap<>(Api.class);

  /** A budget of that many messages a minute, a third of it reserved. */
  public static RateBudget perMinute(int messages) {
    return new RateBudget(
        messages, messages / 3, System::nanoTime, time -> Thread.sleep(time.toMillis()));
  }

  /**
   * Throws {@link IllegalArgumentException} unless {@code 0 <= reserve < perMinute <= 200}.
   *
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  public RateBudget(int perMinute, int reserve, LongSupplier nanos, Sleeper sleeper) {
    if (perMinute < 1 || perMinute > 200) {
      throw new IllegalArgumentException("perMinute: must be 1 to 200, was " + perMinute);
    }
    if (reserve < 0 || reserve >= perMinute) {
      throw new IllegalArgumentException(
          "reserve: must be 0 or more and below " + perMinute + ", was " + reserve);
    }
    this.perMinute = perMinute;
    this.reserve = reserve;
    this.nanos = nanos;
    this.sleeper = sleeper;
    this.tokens = perMinute;
    this.refilledAt = nanos.getAsLong();
  }

  /** Takes one message to a host of the broker's if it may be sent now. */
  public synchronized boolean tryAcquire(Purpose purpose, Api api) {
    refill();
    if (purpose == Purpose.ORDINARY && paused(api)) {
      return false;
    }
    boolean spare = tokens >= 1 + reserve;
    boolean may =
        switch (purpose) {
          case ORDINARY -> spare;
          case WATCH -> spare || takesOfTheReserve();
          case SAFETY -> tokens >= 1;
        };
    tokens -= may ? 1 : 0;
    return may;
  }

  private boolean takesOfTheReserve() {
    if (tokens < 1 + reserve / 2 || looks < 1) {
      return false;
    }
    looks--;
    return true;
  }

  /** Takes one message, waiting at most {@code patience}; an interrupt ends the wait. */
  public boolean acquire(Purpose purpose, Api api, Duration patience) {
    long deadline = nanos.getAsLong() + patience.toNanos();
    while (!tryAcquire(purpose, api)) {
      long left = deadline - nanos.getAsLong();
      if (left <= 0) {
        return false;
      }
      try {
        sleeper.sleep(Duration.ofNanos(Math.min(left, STEP.toNanos())).plusMillis(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /**
   * A host of the broker's said 429: ordinary messages to it pause. What reduces risk, and the look
   * at the account, may still be tried; the other host counts for itself.
   */
  public synchronized void refusedByBroker(Api api, Duration pause) {
    ordinaryNotBefore.merge(api, nanos.getAsLong() + pause.toNanos(), Math::max);
  }

  /** Messages that could be sent at once, the reserve included. */
  public synchronized int left() {
    refill();
    return (int) tokens;
  }

  /**
   * Messages to the trading host that could be sent at once without touching the reserve; none
   * while it throttles.
   */
  public synchronized int spare() {
    refill();
    return paused(Api.TRADING) ? 0 : Math.max(0, (int) (tokens - reserve));
  }

  private boolean paused(Api api) {
    Long end = ordinaryNotBefore.get(api);
    return end != null && nanos.getAsLong() - end < 0;
  }

  private void refill() {
    long now = nanos.getAsLong();
    double added = (now - refilledAt) / 60e9 * perMinute;
    tokens = Math.min(perMinute, tokens + Math.max(0, added));
    looks = Math.min(A_LOOK, looks + Math.max(0, now - refilledAt) / LOOK_NANOS * A_LOOK);
    refilledAt = now;
  }
}
