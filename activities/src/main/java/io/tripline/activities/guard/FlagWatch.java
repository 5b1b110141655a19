package io.tripline.activities.guard;

import io.tripline.activities.arming.FlagSetting;
import io.tripline.activities.broker.AccountSettings;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagDrift;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.WatchPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether the flags that the guard has set at the broker are still so: two messages a minute, none
 * where nothing is set or a flatten needs the budget. For one thread.
 */
final class FlagWatch {
  static final Duration EACH = Duration.ofSeconds(30);

  private final AlpacaHttp http;
  private final GuardLine guard;
  private final InstantSource clock;
  private final FlagDrift drift = new FlagDrift();
  private @Nullable Instant lookedAt;

  FlagWatch(AlpacaHttp http, GuardLine guard, InstantSource clock) {
    this.http = http;
    this.guard = guard;
    this.clock = clock;
  }

  /** Looks, where it is time to. */
  void look(WatchPlan plan) {
    Instant now = clock.instant();
    boolean set = plan.arming().armed() || plan.arming().suspended();
    if (!set || plan.flattening() || !Due.again(lookedAt, EACH, now)) {
      return;
    }
    lookedAt = now;
    drift
        .on(plan.arming(), reading(), clock.instant())
        .ifPresent(reading -> {
          if (!guard.brokerFlags(reading)) {
            drift.untold();
          }
        });
  }

  private Reading<BrokerFlags> reading() {
    return switch (http.settings()) {
      case Answer.Done<AccountSettings>(AccountSettings settings, String id) ->
          new Reading.Seen<>(FlagSetting.flags(settings), clock.instant());
      case Answer.Failed<AccountSettings>(Fault fault, String detail, var extras) ->
          new Reading.Unknown<>(fault, detail);
      case Answer.NoAnswer<AccountSettings>(String detail) ->
          new Reading.Unknown<>(Fault.BROKER_UNREACHABLE, detail);
    };
  }
}
