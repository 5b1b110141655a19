package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.CallLog;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.guard.WatchPlan;
import io.tripline.workflows.killswitch.ApiCall;
import io.tripline.workflows.killswitch.ApiErrorSwitch;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SwitchStep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the calls of a process that runs no watch, such as a trading worker's orders, by the same
 * switch: it trips the guard under the same update id, so that two processes that see one outage
 * make one trip. It asks the guard only after a failed call, and leaves suspicion and reflex to the
 * watch. One thread per account; closing ends them.
 */
public final class CallSentinel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallSentinel.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Between attempts to tell a trip that no guard took. */
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

  /** A trip that no guard took for so long is dropped. */
  private static final Duration TOLD_FOR = Duration.ofMinutes(5);

  private final List<Thread> threads;

  /** Begins to look at once. */
  public CallSentinel(AlpacaAccounts accounts, WorkflowClient client, InstantSource clock) {
    this.threads =
        accounts.names().stream()
            .map(account ->
                Thread.ofVirtual()
                    .name("call-sentinel-" + account)
                    .start(() -> run(accounts, account, client, clock)))
            .toList();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  private static void run(
      AlpacaAccounts accounts, AccountName account, WorkflowClient client, InstantSource clock) {
    try (GuardLine guard = new GuardLine(client, AccountGuard.idOf(account))) {
      Sight sight = new Sight(account, accounts.http(account).calls(), guard, clock);
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(EVERY);
        sight.look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A trip that the guard did not take, for the halt epoch that it was meant for. */
  private record Untaken(Observation seen, int epoch, Instant since, Instant tried) {}

  /** What one account's calls say. For one thread. */
  static final class Sight {
    private final AccountName account;
    private final CallLog log;
    private final GuardLine guard;
    private final InstantSource clock;
    private final ApiErrorSwitch apiErrors = new ApiErrorSwitch();
    private long place;
    private int sentEpoch = -1;
    private @Nullable Untaken untaken;
    private @Nullable WatchPlan plan;

    Sight(AccountName account, CallLog log, GuardLine guard, InstantSource clock) {
      this.account = account;
      this.log = log;
      this.guard = guard;
      this.clock = clock;
      this.place = log.end();
    }

    void look() {
      again();
      CallLog.Since since = log.since(place);
      boolean bad =
          since.calls().stream()
              .anyMatch(call ->
                  call.outcome() == ApiCall.Outcome.FAILED
                      || call.outcome() == ApiCall.Outcome.KEYS_REFUSED);
      if (bad) {
        guard.plan().ifPresent(asked -> plan = asked);
      }
      WatchPlan known = plan;
      if (known == null) {
        // Nothing is known of limits and epoch yet: the calls are kept and looked at again.
        return;
      }
      place = since.next();
      Instant now = clock.instant();
      for (SwitchStep step :
          apiErrors.on(
              since.calls(),
              new ApiErrorSwitch.Moment(
                  known.policy().limits().apiErrors(),
                  known.epoch(),
                  sentEpoch == known.epoch(),
                  Map.of(),
                  now,
                  now))) {
        if (step instanceof SwitchStep.Trip trip) {
          trip(trip.observation(), known.epoch(), now);
        }
      }
    }

    /**
     * What the guard did not take is told until it does: not in another epoch, and not when it is
     * old, for a breach that lasts shows again.
     */
    private void again() {
      Untaken before = untaken;
      Instant now = clock.instant();
      if (before == null || !Due.again(before.tried(), AGAIN_AFTER, now)) {
        return;
      }
      Optional<WatchPlan> asked = guard.plan();
      asked.ifPresent(told -> plan = told);
      if (now.isAfter(before.since().plus(TOLD_FOR))
          || asked.filter(told -> told.epoch() != before.epoch()).isPresent()) {
        untaken = null;
        return;
      }
      trip(before.seen(), before.epoch(), before.since());
    }

    private void trip(Observation seen, int epoch, Instant since) {
      String id = "trip-" + KillSwitch.K3 + "-" + epoch;
      TripRequest request =
          new TripRequest(
              account,
              id,
              KillSwitch.K3,
              KillSwitch.K3.level(),
              seen,
              "trading worker",
              "%s %s, limit %s".formatted(KillSwitch.K3.title(), seen.reading(), seen.limit()),
              null);
      untaken = new Untaken(seen, epoch, since, clock.instant());
      guard
          .trip(id, request)
          .ifPresent(answer -> {
            sentEpoch = epoch;
            untaken = null;
            LOG.error(
                "KILL SWITCH TRIGGERED switch={} reading={} limit={} incident={}",
                KillSwitch.K3,
                seen.reading(),
                seen.limit(),
                answer.incident());
          });
    }
  }
}
