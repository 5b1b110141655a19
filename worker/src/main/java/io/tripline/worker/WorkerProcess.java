package io.tripline.worker;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps workers polling through outages of the server. The SDK's pollers back off for up to a
 * minute while no server answers, and no option changes that; so when one listens again after an
 * outage of {@link #OUTAGE} or more, everything on the old connection is replaced. Thread-safe.
 */
public final class WorkerProcess implements AutoCloseable {
  /** Shorter ones the SDK bridges by itself within about as long as they last. */
  static final Duration OUTAGE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LOOK_EACH = Duration.ofMillis(500);
  private static final Duration SAY_EACH = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(4);
  private final TemporalAddress address;
  private final Role role;
  private final String name;
  private final Wiring wiring;
  private final Parts parts;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread keeper;
  private volatile @Nullable Engine engine;
  private volatile boolean serverListens;

  /** A process that is named like its role. */
  WorkerProcess(TemporalAddress address, Role role, Parts parts) {
    this(address, role, role.word(), parts);
  }

  /** {@code name} tells two workers of one role apart. */
  WorkerProcess(TemporalAddress address, Role role, String name, Parts parts) {
    this.address = address;
    this.role = role;
    this.name = name;
    this.parts = parts;
    this.wiring = new Wiring(parts);
    this.keeper = Thread.ofPlatform().name("keeper").unstarted(this::keep);
  }

  /** Begins; a server that does not answer yet is waited for. */
  void start() {
    keeper.start();
  }

  /** True while the workers poll a server that listens. */
  public boolean ready() {
    return engine != null && serverListens;
  }

  /** Waits until {@link #close}. */
  void await() throws InterruptedException {
    stop.await();
    keeper.join();
  }

  private void keep() {
    long lastSeen = System.nanoTime();
    long lastSaid = lastSeen - SAY_EACH.toNanos();
    boolean away = false;
    do {
      long now = System.nanoTime();
      serverListens = address.listens(LOOK_EACH);
      if (!serverListens) {
        away = away || now - lastSeen > OUTAGE.toNanos();
        if (now - lastSaid > SAY_EACH.toNanos() && (away || engine == null)) {
          lastSaid = now;
          LOG.atWarn()
              .setMessage("No Temporal server answers; waiting for it")
              .addKeyValue("address", address.target())
              .log();
        }
        continue;
      }
      lastSeen = now;
      if (engine == null || away) {
        away = !replace();
      }
    } while (!stopped(LOOK_EACH));
    Engine last = engine;
    if (last != null) {
      last.stop(DRAIN);
    }
    parts.close();
  }

  /** True when new workers poll. */
  private boolean replace() {
    try {
      Engine fresh = Engine.start(address, role, identity(), wiring, CONNECT);
      Engine old = engine;
      engine = fresh;
      if (old != null) {
        Thread.ofVirtual().name("drain").start(() -> old.stop(DRAIN));
      }
      LOG.atInfo()
          .setMessage(old == null ? "Worker polls" : "The server is back; worker polls anew")
          .addKeyValue("role", role.word())
          .addKeyValue("address", address.target())
          .addKeyValue("namespace", address.namespace())
          .log();
      return true;
    } catch (StatusRuntimeException | IllegalStateException e) {
      LOG.atWarn()
          .setMessage("Temporal listens but can't be used yet")
          .addKeyValue("address", address.target())
          .addKeyValue("reason", e.getMessage())
          .log();
      return false;
    }
  }

  private boolean stopped(Duration within) {
    try {
      return stop.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private String identity() {
    return "tripline-" + name + "@" + ProcessHandle.current().pid();
  }

  /** Ends polling, lets running work finish for a few seconds, and returns when all is closed. */
  @Override
  public void close() {
    stop.countDown();
    try {
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
