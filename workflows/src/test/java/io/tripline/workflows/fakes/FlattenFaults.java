package io.tripline.workflows.fakes;

import io.tripline.workflows.fault.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong, drawn anew for each call. */
public interface FlattenFaults {
  /** A day without faults. */
  FlattenFaults NONE = new FlattenFaults() {};

  /** A read fails with this. */
  default @Nullable Fault failedRead() {
    return null;
  }

  /** How old the positions are that a read shows. */
  default Duration positionLag() {
    return Duration.ZERO;
  }

  /** How old the executions are that a read shows. */
  default Duration fillLag() {
    return Duration.ZERO;
  }

  /** How long an order is not in the lists of orders yet; asked for by its id it is there. */
  default Duration orderLag() {
    return Duration.ZERO;
  }

  /** What happens to a POST. */
  default Post post() {
    return Post.ARRIVES;
  }

  /** How long a cancel takes; null: the order fills first. */
  default @Nullable Duration cancelTakes() {
    return Duration.ofMillis(300);
  }

  /** True when the request of a cancel is lost. */
  default boolean cancelIsLost() {
    return false;
  }

  /** How long a market order takes to fill. */
  default Duration fillTakes() {
    return Duration.ofMillis(200);
  }

  /** Which part of a market order fills at first; the rest follows only after a halt. */
  default BigDecimal fillsPart() {
    return BigDecimal.ONE;
  }

  /** What happens to a POST. */
  enum Post {
    ARRIVES,
    /** It never arrives, and no answer comes. */
    LOST,
    /** It arrives, and the answer is lost. */
    ANSWER_LOST,
    /** No answer comes, and it arrives some seconds later. */
    LATE
  }
}
