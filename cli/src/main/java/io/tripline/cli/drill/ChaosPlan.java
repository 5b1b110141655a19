package io.tripline.cli.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What one chaos run kills and when, drawn from its seed: the same seed is the same plan. The
 * instants count from the moment at which the session holds its position.
 *
 * @param earlyReset whether people ask for the reset on the same day, so that there are approvals
 */
record ChaosPlan(long seed, boolean earlyReset, List<Strike> strikes) {
  /** From the purchase to a reset by people an undisturbed drill takes about so long. */
  private static final int SPAN_MILLIS = 75_000;

  private static final int MOST_STRIKES = 3;

  /** Copies the list. */
  ChaosPlan {
    strikes = List.copyOf(strikes);
  }

  /** Whom a strike kills. */
  enum Victim {
    TRADING,
    RESPONSE,
    TEMPORAL,
    /** The command that somebody types next, such as the approving one, shortly after its start. */
    CLI,
    /** Both workers and the server. */
    ALL
  }

  /** One kill; {@code typedAfter}: of {@link Victim#CLI}, from the start of the command. */
  record Strike(Victim victim, Duration after, Duration typedAfter) {
    String shown() {
      return victim.name().toLowerCase(java.util.Locale.ROOT) + "@" + after.toMillis() / 1000 + "s";
    }
  }

  static ChaosPlan of(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    boolean early = random.nextBoolean();
    int count = 1 + random.nextInt(MOST_STRIKES);
    List<Strike> strikes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Victim[] victims = Victim.values();
      strikes.add(
          new Strike(
              victims[random.nextInt(victims.length)],
              Duration.ofMillis(random.nextInt(SPAN_MILLIS)),
              Duration.ofMillis(100 + random.nextInt(2_500))));
    }
    strikes.sort(Comparator.comparing(Strike::after));
    return new ChaosPlan(seed, early, strikes);
  }

  /** How the halt ends, for the table. */
  String reset() {
    return earlyReset ? "by people" : "next day";
  }

  /** For the table. */
  String shown() {
    return String.join(" ", strikes.stream().map(Strike::shown).toList());
  }
}
