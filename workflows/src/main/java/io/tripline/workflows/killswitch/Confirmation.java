package io.tripline.workflows.killswitch;

import io.tripline.workflows.killswitch.SwitchReading.Wish;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Confirms a breach by readings in a row: suspicion at the first one, a trip at the last. What is
 * unknown clears nothing and never counts as clean. A new halt epoch starts anew. For one thread.
 */
final class Confirmation {
  /** Clean readings in a row that lift a suspicion. */
  private static final int CLEAN_TO_LIFT = 3;

  private int epoch = -1;
  private int breaches;
  private int clean;
  private boolean suspected;
  private @Nullable Instant since;

  /**
   * Counts a reading.
   *
   * @param reads breaches in a row that confirm it
   * @param span wall time that they must span at least
   */
  Wish on(Check check, int reads, Duration span, SwitchMoment moment) {
    if (moment.epoch() != epoch) {
      epoch = moment.epoch();
      breaches = 0;
      clean = 0;
      since = null;
    }
    switch (check) {
      case FAIL -> {
        clean = 0;
        breaches++;
        suspected = true;
        // A clock that was set back must not hold the trip up: the span begins anew.
        Instant first = since == null || moment.at().isBefore(since) ? moment.at() : since;
        since = first;
        if (!moment.stands() && breaches >= reads && !moment.at().isBefore(first.plus(span))) {
          return Wish.TRIP;
        }
      }
      case PASS -> {
        breaches = 0;
        since = null;
        clean++;
        suspected &= clean < CLEAN_TO_LIFT;
      }
      case UNKNOWN -> clean = 0;
    }
    // What was halted for it needs no suspicion any more, and a reset would wait for its end.
    return suspected && !moment.stands() ? Wish.SUSPECT : Wish.NOTHING;
  }
}
