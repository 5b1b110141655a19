package io.tripline.activities.guard;

import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.guard.SwitchPlan;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SwitchStep;
import io.tripline.workflows.killswitch.TripLevel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a confirmed trip of any switch: the reflex, then the latch. For one thread. */
final class Tripping {
  private static final Logger LOG = LoggerFactory.getLogger(Tripping.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final int SAME_ID = 3;

  private final AccountName account;
  private final GuardLine guard;
  private final Pulse pulse;
  private final Reflex reflex;
  private final Set<String> sent = new HashSet<>();
  private @Nullable List<Position> positions;
  private int reflexEpoch = -1;
  private boolean reflexPending;
  private boolean permitsWereOpen;
  private Set<KillSwitch> blocked = Set.of();

  Tripping(AccountName account, AlpacaHttp http, GuardLine guard, Pulse pulse) {
    this.account = account;
    this.guard = guard;
    this.pulse = pulse;
    this.reflex = new Reflex(http);
  }

  /** The positions as last seen. */
  void seen(List<Position> seen) {
    positions = seen;
  }

  /** True once this run has told the guard of that switch in the plan's halt epoch. */
  boolean sent(KillSwitch killSwitch, WatchPlan plan) {
    return sent.contains(id(killSwitch, plan));
  }

  /** First the reflex, then the latch: the cancel does not wait for a workflow. */
  void trip(SwitchStep.Trip trip, WatchPlan plan) {
    KillSwitch killSwitch = trip.killSwitch();
    if (killSwitch.reflex() && !plan.reflexWanted() && reflexEpoch != plan.epoch()) {
      reflexEpoch = plan.epoch();
      cancel(plan);
    }
    Observation seen = trip.observation();
    TripAnswer answer =
        send(
            new TripRequest(
                account,
                id(killSwitch, plan),
                killSwitch,
                killSwitch.level(),
                seen,
                "watch",
                "%s %s, limit %s".formatted(killSwitch.title(), seen.reading(), seen.limit()),
                null));
    sent.add(id(killSwitch, plan));
    LOG.error(
        "KILL SWITCH TRIGGERED switch={} reading={} limit={} incident={}",
        killSwitch,
        seen.reading(),
        seen.limit(),
        answer.incident());
  }

  /**
   * What a person asks for by other means than an Update to the guard.
   *
   * @param mark tells one asking from a later one of the same halt, and is the same after a restart
   */
  record ByHand(TripLevel level, String by, String reason, Observation seen, String mark) {}

  /**
   * The same of the manual switch, at the level that was asked for; each level of an epoch once.
   */
  void trip(ByHand word, WatchPlan plan) {
    TripLevel level = word.level();
    if (level != TripLevel.STOP) {
      reflexEpoch = plan.epoch();
      cancel(plan);
    }
    TripAnswer answer =
        send(
            new TripRequest(
                account,
                "trip-K13-file-" + plan.epoch() + "-" + level + word.mark(),
                KillSwitch.K13,
                level,
                word.seen(),
                word.by(),
                word.reason(),
                null));
    LOG.error(
        "KILL SWITCH TRIGGERED switch={} level={} reason={} incident={}",
        KillSwitch.K13,
        level,
        word.reason(),
        answer.incident());
  }

  /** The account is locked flat, and holds something again: it is to be closed as well. */
  void flatAgain(Observation seen, WatchPlan plan) {
    TripAnswer answer =
        send(
            new TripRequest(
                account,
                "flat-again-" + plan.epoch() + "-" + seen.at().getEpochSecond(),
                seen.killSwitch(),
                TripLevel.FLATTEN,
                seen,
                "watch",
                "not flat any more after the proof: " + seen.reading(),
                null));
    LOG.error(
        "NOT FLAT ANY MORE, asked for flat again: {} incident={}",
        seen.reading(),
        answer.incident());
  }

  /**
   * What could not be cancelled before, what arrived under permits after the reflex, halts that
   * began elsewhere, and blocks that begin. {@code Flatten} cancels for itself.
   */
  void unfinished(WatchPlan plan) {
    boolean permitsOpen = !plan.unsettled().isEmpty();
    boolean settledNow = permitsWereOpen && !permitsOpen;
    permitsWereOpen = permitsOpen;
    Set<KillSwitch> blocking = blocking(plan);
    boolean begins = !blocked.containsAll(blocking);
    blocked = blocking;
    // A trip that joined a halt without a reflex began one all the same: it is carried to its end.
    boolean begun = reflexEpoch == plan.epoch() && plan.ladder().halted();
    if (plan.flattening() || (!plan.reflexWanted() && blocking.isEmpty() && !begun)) {
      return;
    }
    boolean halts = plan.reflexWanted() && reflexEpoch != plan.epoch();
    if (halts) {
      reflexEpoch = plan.epoch();
    }
    if (halts || begins || settledNow || reflexPending) {
      cancel(plan);
    }
  }

  /**
   * What stops entries and cancels those under way. An account that others trade is not ours to
   * cancel in before it is halted.
   */
  private static Set<KillSwitch> blocking(WatchPlan plan) {
    SwitchPlan known = plan.switches();
    if (known == null || plan.policy().ownership().foreign()) {
      return Set.of();
    }
    return known.blocking().stream()
        .filter(KillSwitch::reflex)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void cancel(WatchPlan plan) {
    List<Position> known = positions;
    // Where it is not known what is held, a buy may be what protects.
    reflexPending = known == null || !reflex.cancelWhatRaisesExposure(plan.policy().scope(), known);
    pulse.progress();
  }

  /**
   * The same request until it is answered: a repeat is harmless, a lost trip is not. A failed
   * Update keeps its failure under its id for good, so later tries take another update id; the
   * guard knows the request by its own.
   */
  private TripAnswer send(TripRequest request) {
    for (int attempt = 1; ; attempt++) {
      String updateId = request.requestId() + (attempt <= SAME_ID ? "" : "-" + attempt);
      Optional<TripAnswer> answer = guard.trip(updateId, request);
      pulse.progress();
      if (answer.isPresent()) {
        return answer.get();
      }
      LOG.atError()
          .addKeyValue("request", request.requestId())
          .log("kill switch confirmed, but the guard has not latched yet; trying again");
      pulse.sleep(BETWEEN_TRIES);
    }
  }

  /** The soft limit trips once a day, and days roll without a new epoch. */
  private static String id(KillSwitch killSwitch, WatchPlan plan) {
    String day =
        killSwitch == KillSwitch.K1S && plan.baselines() != null
            ? "-" + plan.baselines().day()
            : "";
    return "trip-" + killSwitch + "-" + plan.epoch() + day;
  }
}
