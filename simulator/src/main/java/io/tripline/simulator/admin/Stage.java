package io.tripline.simulator.admin;

import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import java.time.Duration;
import java.util.SplittableRandom;

/** What a scenario plays on: the control, the agenda of market time and the broker's seed. */
final class Stage {
  private final SimulatorControl control;
  private final Broker broker;
  private final long seed;

  Stage(SimulatorControl control, Broker broker, long seed) {
    this.control = control;
    this.broker = broker;
    this.seed = seed;
  }

  SimulatorControl control() {
    return control;
  }

  /** Chances that are the same for the same seed. */
  SplittableRandom chances() {
    return new SplittableRandom(seed);
  }

  /** Something that happens later, in market time from now. */
  void after(Duration wait, Runnable action) {
    broker.at(broker.now().plus(wait), action);
  }

  /** A fault that begins later and ends after a while, both in market time. */
  void between(Duration wait, Duration length, Fault fault) {
    after(
        wait,
        () -> {
          String id = control.inject(fault);
          after(length, () -> control.clearFault(id));
        });
  }

  /** A fault from now on. */
  void fault(Effect effect) {
    control.inject(Fault.always(effect));
  }
}
