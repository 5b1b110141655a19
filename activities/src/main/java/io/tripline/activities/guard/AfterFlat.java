package io.tripline.activities.guard;

import io.tripline.workflows.broker.Position;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees that an account which is locked flat stays so: another program may buy in a halt faster than
 * its orders are cancelled. For one thread.
 */
final class AfterFlat {
  /** Positions may be shown late; a flatten that is asked for in vain proves flat once more. */
  static final Duration SPAN = Duration.ofSeconds(20);

  private static final int VIEWS = 4;

  /** Until the guard's plan can't be the one of before any more. */
  private static final Duration ASKED = Duration.ofMinutes(1);

  private int views;
  private @Nullable Instant since;
  private @Nullable Instant askedAt;

  /**
   * What is held although the account is locked flat, once that is sure and was not told just now.
   *
   * @param marketAt market time, or wall time where it is not known
   */
  Optional<Observation> look(AccountView view, WatchPlan plan, Instant marketAt, Instant now) {
    List<Position> held =
        view.positions().stream()
            .filter(position -> position.quantity().signum() != 0)
            .filter(position -> plan.policy().scope().contains(position.symbol()))
            .toList();
    if (held.isEmpty() || plan.ladder() != Ladder.FLAT_LOCKED || plan.flattening()) {
      views = 0;
      since = null;
      return Optional.empty();
    }
    views++;
    Instant first = since == null || now.isBefore(since) ? now : since;
    since = first;
    if (views < VIEWS || now.isBefore(first.plus(SPAN)) || !Due.again(askedAt, ASKED, now)) {
      return Optional.empty();
    }
    askedAt = now;
    return Optional.of(
        new Observation(
            KillSwitch.K9,
            Check.FAIL,
            held.stream()
                .map(position -> position.quantity() + " " + position.symbol())
                .collect(Collectors.joining(", ")),
            "nothing is held while the account is locked flat",
            held.stream()
                .collect(
                    Collectors.toMap(
                        position -> Observation.HELD + position.symbol(),
                        position -> position.quantity().text())),
            marketAt,
            now));
  }
}
