package io.tripline.worker.laws;

import io.tripline.simulator.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What happens to one account on one day, all of it decided by the seed: when it begins, what
 * brings it down, which faults the broker has meanwhile, and what people do. The first {@link
 * #HEALED} are bad; then the broker is well and people do what the procedure asks of them.
 *
 * @param yaml what the configuration says beside the account
 * @param keepsOrder a person has a resting order that protects a part of the position
 * @param nextDay the halt ends on the next trading day where it may; else people reset it
 */
record BadDay(
    long seed,
    SimulatorOptions broker,
    String yaml,
    Trouble trouble,
    boolean keepsOrder,
    boolean nextDay,
    List<Deed> deeds) {
  /** Wall time after which the broker has no fault any more. */
  static final Duration HEALED = Duration.ofSeconds(40);

  /** What brings the account down, if anything does. */
  enum Trouble {
    FALL,
    HALT_BY_HAND,
    CANCEL_BY_HAND,
    FLATTEN_BY_HAND,
    OUTAGE,
    GLITCH,
    NONE
  }

  private static final Instant MORNING = Instant.parse("2026-11-25T15:00:00Z");
  private static final Instant CLOSE = Instant.parse("2026-11-25T21:00:00Z");

  static BadDay of(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    Trouble trouble = trouble(random.nextInt(100));
    boolean late = random.nextInt(6) == 0;
    Instant start = late ? CLOSE.minusSeconds(25 + random.nextInt(50)) : MORNING;
    SimulatorOptions broker =
        SimulatorOptions.defaults()
            .withSeed(seed)
            .withStart(start)
            // A low limit brings 429 with the headers that say for how long.
            .withRequestsPerMinute(random.nextInt(6) == 0 ? 140 : 200);
    String yaml =
        """
        session: {trades: true, strategy: always-long%s}
        limits: {confirmReads: %d, confirmSpan: 4s, apiErrors: {rateWindow: 1m}}
        approvers: [anna, ben]
        """
            .formatted(random.nextBoolean() ? ", interval: 1m" : "", 2 + random.nextInt(2));
    boolean keepsOrder = random.nextInt(3) == 0;
    boolean nextDay = random.nextInt(3) == 0;
    List<Deed> deeds = new ArrayList<>();
    Duration down = Duration.ofMillis(5_000 + random.nextInt(10_000));
    Troubles.of(trouble, down, random).ifPresent(deeds::add);
    BrokerFaults faults = new BrokerFaults(random);
    for (int i = random.nextInt(6); i > 0; i--) {
      deeds.add(faults.any());
    }
    // By a draw of its own, so that every other day stays as it was.
    if (new SplittableRandom(~seed).nextInt(6) == 0) {
      deeds.add(faults.firstAnswersLost());
    }
    Strangers people = new Strangers(random, down);
    for (int i = random.nextInt(7); i > 0; i--) {
      deeds.addAll(people.any());
    }
    deeds.sort(Comparator.comparing(Deed::at));
    return new BadDay(seed, broker, yaml, trouble, keepsOrder, nextDay, List.copyOf(deeds));
  }

  private static Trouble trouble(int draw) {
    if (draw < 50) {
      return Trouble.FALL;
    } else if (draw < 60) {
      return Trouble.HALT_BY_HAND;
    } else if (draw < 66) {
      return Trouble.CANCEL_BY_HAND;
    } else if (draw < 76) {
      return Trouble.FLATTEN_BY_HAND;
    } else if (draw < 88) {
      return Trouble.OUTAGE;
    } else if (draw < 94) {
      return Trouble.GLITCH;
    }
    return Trouble.NONE;
  }

  /** The whole day in words. */
  String story() {
    return "seed "
        + seed
        + ": "
        + trouble
        + (keepsOrder ? ", a protective order rests" : "")
        + (nextDay ? ", waits for the next day" : "")
        + deeds.stream().map(deed -> "\n    " + deed).collect(Collectors.joining());
  }
}
