package io.tripline.simulator.fault;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The faults that are switched on. Chances are drawn from one seeded source, so that the same
 * requests in the same order meet the same faults. Safe for use by several threads.
 */
public final class FaultPlan {
  private final InstantSource wallClock;
  private final SplittableRandom random;
  private final Map<String, Fault> faults = new LinkedHashMap<>();
  private int lastId;

  /** No faults yet. */
  public FaultPlan(long seed, InstantSource wallClock) {
    this.random = new SplittableRandom(seed);
    this.wallClock = wallClock;
  }

  /** Switches a fault on and returns its id. */
  public synchronized String add(Fault fault) {
    String id = "f" + ++lastId;
    faults.put(id, fault);
    return id;
  }

  /** Switches a fault off; false if there is none with that id. */
  public synchronized boolean clear(String id) {
    return faults.remove(id) != null;
  }

  /** Switches all faults off. */
  public synchronized void clear() {
    faults.clear();
  }

  /** Faults by id, oldest first. */
  public synchronized Map<String, Fault> faults() {
    dropEnded();
    return new LinkedHashMap<>(faults);
  }

  /** The effects that meet a request; each is counted. */
  public synchronized List<Effect> onRequest(String method, String path) {
    dropEnded();
    var effects = new ArrayList<Effect>();
    for (Map.Entry<String, Fault> entry : List.copyOf(faults.entrySet())) {
      Fault fault = entry.getValue();
      if (fault.effect().actsOnRequests() && fault.matches(method, path) && hits(fault)) {
        count(entry.getKey(), fault);
        effects.add(fault.effect());
      }
    }
    return effects;
  }

  /** An effect on how the broker works, if such a fault is on; it is counted. */
  public synchronized <T extends Effect> Optional<T> take(Class<T> kind) {
    dropEnded();
    for (Map.Entry<String, Fault> entry : List.copyOf(faults.entrySet())) {
      Fault fault = entry.getValue();
      if (kind.isInstance(fault.effect()) && hits(fault)) {
        count(entry.getKey(), fault);
        return Optional.of(kind.cast(fault.effect()));
      }
    }
    return Optional.empty();
  }

  /** Whether such a fault is on; asking does not count. */
  public synchronized boolean isOn(Class<? extends Effect> kind) {
    dropEnded();
    return faults.values().stream().anyMatch(fault -> kind.isInstance(fault.effect()));
  }

  private boolean hits(Fault fault) {
    return fault.probability() >= 1 || random.nextDouble() < fault.probability();
  }

  private void count(String id, Fault fault) {
    @Nullable Integer times = fault.times();
    if (times == null) {
      return;
    }
    if (times <= 1) {
      faults.remove(id);
    } else {
      faults.put(id, fault.times(times - 1));
    }
  }

  private void dropEnded() {
    faults
        .values()
        .removeIf(fault -> fault.until() != null && !wallClock.instant().isBefore(fault.until()));
  }
}
