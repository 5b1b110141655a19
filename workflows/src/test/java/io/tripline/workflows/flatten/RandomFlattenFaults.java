package io.tripline.workflows.flatten;

import io.tripline.workflows.fakes.FlattenFaults;
import io.tripline.workflows.fakes.FlattenFaults.Post;
import io.tripline.workflows.fault.Fault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Rates as in the simulation that the state machine was chosen by, and some more. */
final class RandomFlattenFaults implements FlattenFaults {
  private final RandomGenerator random;
  private final @Nullable Duration always;
  private Duration orderLag = Duration.ZERO;

  RandomFlattenFaults(RandomGenerator random, boolean old) {
    this.random = random;
    always = old || chance(0.3) ? millis(9_500) : null;
  }

  @Override
  public @Nullable Fault failedRead() {
    return chance(0.05)
        ? List.of(Fault.BROKER_OUTAGE, Fault.BROKER_UNREACHABLE, Fault.RATE_LIMITED)
            .get(random.nextInt(3))
        : null;
  }

  @Override
  public Duration positionLag() {
    return lag();
  }

  @Override
  public Duration fillLag() {
    return lag();
  }

  /** From now on the lists of orders are as old as everything else. */
  void listsOrdersLate() {
    if (always != null) {
      orderLag = always;
    }
  }

  @Override
  public Duration orderLag() {
    return orderLag;
  }

  @Override
  public Post post() {
    double draw = random.nextDouble();
    if (draw < 0.05) {
      return Post.LOST;
    }
    if (draw < 0.10) {
      return Post.ANSWER_LOST;
    }
    return draw < 0.13 ? Post.LATE : Post.ARRIVES;
  }

  @Override
  public @Nullable Duration cancelTakes() {
    double draw = random.nextDouble();
    if (draw < 0.1) {
      return null;
    }
    if (draw < 0.7) {
      return millis(1_000);
    }
    return draw < 0.95 ? millis(20_000) : millis(600_000);
  }

  @Override
  public boolean cancelIsLost() {
    return chance(0.05);
  }

  @Override
  public Duration fillTakes() {
    double draw = random.nextDouble();
    if (draw < 0.8) {
      return Duration.ofMillis(200);
    }
    return draw < 0.96 ? millis(15_000) : millis(600_000);
  }

  @Override
  public BigDecimal fillsPart() {
    return chance(0.1)
        ? BigDecimal.valueOf(0.05 + 0.9 * random.nextDouble()).setScale(2, RoundingMode.HALF_UP)
        : BigDecimal.ONE;
  }

  /** Now and then a single read is old; at some brokers all of them are. */
  private Duration lag() {
    if (always != null) {
      return always;
    }
    return chance(0.1) ? millis(9_500) : Duration.ZERO;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private Duration millis(int most) {
    return Duration.ofMillis(1 + random.nextInt(most));
  }
}
