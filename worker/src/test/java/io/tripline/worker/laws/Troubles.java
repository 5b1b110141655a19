package io.tripline.worker.laws;

import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.worker.LawSystem;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.TripLevel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What brings an account down. */
final class Troubles {
  private Troubles() {}

  static Optional<Deed> of(BadDay.Trouble trouble, Duration at, RandomGenerator random) {
    return switch (trouble) {
      case FALL -> Optional.of(fall(at, 220 + random.nextInt(400), random.nextBoolean()));
      case HALT_BY_HAND -> Optional.of(byHand(at, TripLevel.STOP, "trouble"));
      case CANCEL_BY_HAND -> Optional.of(byHand(at, TripLevel.CANCEL, "trouble"));
      case FLATTEN_BY_HAND -> Optional.of(byHand(at, TripLevel.FLATTEN, "trouble"));
      case OUTAGE -> Optional.of(outage(at, Duration.ofSeconds(10 + random.nextInt(20))));
      case GLITCH -> Optional.of(glitch(at, -2_500 - random.nextInt(3_000)));
      case NONE -> Optional.empty();
    };
  }

  private static Deed fall(Duration at, int bps, boolean atOnce) {
    return new Deed(
        at,
        "the price falls by " + bps + " bps " + (atOnce ? "at once" : "within 8 s"),
        system -> {
          if (atOnce) {
            system.broker().jump("*", -bps);
          } else {
            system.broker().slide("*", -bps, Duration.ofSeconds(8));
          }
        });
  }

  static Deed byHand(Duration at, TripLevel level, String id) {
    return new Deed(at, "anna trips " + level + " by hand", system -> trip(system, level, id));
  }

  static void trip(LawSystem system, TripLevel level, String id) {
    system
        .guard()
        .trip(new TripRequest(system.account(), id, null, level, null, "anna", "a bad day", null));
  }

  private static Deed outage(Duration at, Duration length) {
    return new Deed(
        at,
        "the broker answers nothing but 503 for " + length.toSeconds() + " s",
        system ->
            system
                .broker()
                .inject(
                    new Fault(
                        ".*",
                        "/v2/.*",
                        null,
                        1,
                        Instant.now().plus(length),
                        new Effect.Answer(
                            503, "<html><body>Service Unavailable</body></html>", "text/html"))));
  }

  private static Deed glitch(Duration at, int dollars) {
    return new Deed(
        at,
        "the broker shows an equity that is wrong by " + dollars,
        system -> system.broker().equityGlitch(BigDecimal.valueOf(dollars)));
  }
}
