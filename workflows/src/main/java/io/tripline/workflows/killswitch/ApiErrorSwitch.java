package io.tripline.workflows.killswitch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The API-error switch (risk.md section 8.2, K3), fed with the calls that were really made:
 * suspicion half-way to a limit, a trip at it. One good call ends a run of bad ones; the rate looks
 * further back. Without calls nothing is known, and unknown never counts as clean. A new halt epoch
 * starts all counts anew: the reset before it demanded a healthy API. For one thread.
 */
public final class ApiErrorSwitch {
  /** Good calls in a row that lift a suspicion; after a trip they also end the outage. */
  public static final int CLEAN_TO_LIFT = 10;

  /** Without any call for so long, nothing is known. */
  public static final Duration SILENCE = Duration.ofSeconds(60);

  private static final int MOST_CALLS = 2_000;

  private final Deque<ApiCall> window = new ArrayDeque<>();
  private int epoch = -1;
  private int auth;
  private int trading;
  private int data;
  private int good;
  private int failed;
  private @Nullable Instant lastAt;
  private String lastFailure = "";
  // Whoever watched before may have left a suspicion behind: clean calls lift it.
  private Suspicion suspicion = Suspicion.INHERITED;

  private enum Suspicion {
    NONE,
    INHERITED,
    STANDS
  }

  /**
   * What goes with the calls.
   *
   * @param epoch the account's halt epoch
   * @param stands true once this switch has tripped in that epoch
   * @param facts what else belongs to an observation, such as what is held
   * @param marketAt market time, or wall time where it is not known
   * @param at wall time
   */
  public record Moment(
      ApiErrorLimits limits,
      int epoch,
      boolean stands,
      Map<String, String> facts,
      Instant marketAt,
      Instant at) {}

  /** Takes the calls since the last look, in order, and says what follows from them. */
  public List<SwitchStep> on(List<ApiCall> calls, Moment moment) {
    if (moment.epoch() != epoch) {
      forget();
      epoch = moment.epoch();
    }
    Optional<Breach> breach = Optional.empty();
    for (ApiCall call : calls) {
      take(call, moment);
      if (breach.isEmpty()) {
        breach = breach(moment.limits());
      }
    }
    if (moment.stands() && good >= CLEAN_TO_LIFT) {
      forget();
      good = CLEAN_TO_LIFT;
    }
    return steps(breach, moment);
  }

  /** PASS, FAIL or UNKNOWN as of the last look. */
  public Check check(Moment moment) {
    if (breach(moment.limits()).isPresent()) {
      return Check.FAIL;
    }
    return silent(moment) ? Check.UNKNOWN : Check.PASS;
  }

  /** The same with its figures. */
  public Observation read(Moment moment) {
    Check check = check(moment);
    Breach figure =
        switch (check) {
          case FAIL -> breach(moment.limits()).orElseThrow();
          case UNKNOWN ->
              new Breach("no call for " + SILENCE.toSeconds() + " s", "calls that answer");
          case PASS ->
              new Breach(
                  "%d of %d calls failed".formatted(failed, window.size()),
                  "%d trading or %d data in a row, or %s of at least %d"
                      .formatted(
                          moment.limits().tradingInARow(),
                          moment.limits().dataInARow(),
                          LossLimits.percent(moment.limits().rate()),
                          moment.limits().rateCalls()));
        };
    return observe(check, figure, moment);
  }

  private List<SwitchStep> steps(Optional<Breach> breach, Moment moment) {
    List<SwitchStep> steps = new ArrayList<>();
    Optional<Breach> worry = breach.or(() -> nearly(moment.limits()));
    if (worry.isPresent()) {
      suspect(steps, observe(Check.FAIL, worry.get(), moment));
      if (breach.isPresent() && !moment.stands()) {
        steps.add(
            new SwitchStep.Trip(KillSwitch.K3, observe(Check.FAIL, breach.get(), moment), false));
      }
    } else if (silent(moment)) {
      suspect(
          steps,
          observe(
              Check.UNKNOWN,
              new Breach("no call for " + SILENCE.toSeconds() + " s", "calls that answer"),
              moment));
    } else if (good >= CLEAN_TO_LIFT && suspicion != Suspicion.NONE) {
      suspicion = Suspicion.NONE;
      steps.add(
          new SwitchStep.Lift(
              observe(
                  Check.PASS,
                  new Breach(good + " good calls in a row", CLEAN_TO_LIFT + " in a row"),
                  moment)));
    }
    return steps;
  }

  private void suspect(List<SwitchStep> steps, Observation observation) {
    if (suspicion != Suspicion.STANDS) {
      suspicion = Suspicion.STANDS;
      steps.add(new SwitchStep.Suspect(observation));
    }
  }

  private void take(ApiCall call, Moment moment) {
    lastAt = call.at();
    switch (call.outcome()) {
      case THROTTLED -> {
        return;
      }
      case ANSWERED -> {
        good++;
        auth = 0;
        if (call.api() == ApiCall.Api.TRADING) {
          trading = 0;
        } else {
          data = 0;
        }
      }
      case KEYS_REFUSED -> {
        auth++;
        bad(call);
      }
      case FAILED -> {
        if (call.api() == ApiCall.Api.TRADING) {
          trading++;
        } else {
          data++;
        }
        bad(call);
      }
    }
    window.addLast(call);
    Instant oldest = moment.at().minus(moment.limits().rateWindow());
    while (window.size() > MOST_CALLS
        || (!window.isEmpty() && window.getFirst().at().isBefore(oldest))) {
      if (window.removeFirst().outcome() != ApiCall.Outcome.ANSWERED) {
        failed--;
      }
    }
  }

  private void bad(ApiCall call) {
    good = 0;
    failed++;
    lastFailure = call.detail();
  }

  private record Breach(String reading, String limit) {}

  private Optional<Breach> breach(ApiErrorLimits limits) {
    if (auth >= limits.authInARow()) {
      return Optional.of(run("keys refused", auth, limits.authInARow()));
    }
    if (trading >= limits.tradingInARow()) {
      return Optional.of(run("trading calls failed", trading, limits.tradingInARow()));
    }
    if (data >= limits.dataInARow()) {
      return Optional.of(run("data calls failed", data, limits.dataInARow()));
    }
    return window.size() >= limits.rateCalls() && rate().compareTo(limits.rate()) >= 0
        ? Optional.of(
            new Breach(
                "%s of %d calls failed".formatted(LossLimits.percent(rate()), window.size()),
                LossLimits.percent(limits.rate()) + " of at least " + limits.rateCalls()))
        : Optional.empty();
  }

  /** Half-way to a run that trips. */
  private Optional<Breach> nearly(ApiErrorLimits limits) {
    if (trading * 2 >= limits.tradingInARow() + 1) {
      return Optional.of(run("trading calls failed", trading, limits.tradingInARow()));
    }
    if (data * 2 >= limits.dataInARow() + 1) {
      return Optional.of(run("data calls failed", data, limits.dataInARow()));
    }
    return auth > 0
        ? Optional.of(run("keys refused", auth, limits.authInARow()))
        : Optional.empty();
  }

  private static Breach run(String what, int count, int limit) {
    return new Breach(count + " in a row: " + what, limit + " in a row");
  }

  private BigDecimal rate() {
    return window.isEmpty()
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(failed)
            .divide(BigDecimal.valueOf(window.size()), 4, RoundingMode.HALF_UP);
  }

  private boolean silent(Moment moment) {
    Instant last = lastAt;
    return last == null || last.plus(SILENCE).isBefore(moment.at());
  }

  private Observation observe(Check check, Breach breach, Moment moment) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("authInARow", String.valueOf(auth));
    inputs.put("tradingInARow", String.valueOf(trading));
    inputs.put("dataInARow", String.valueOf(data));
    inputs.put("calls", String.valueOf(window.size()));
    inputs.put("failed", String.valueOf(failed));
    inputs.put("lastFailure", lastFailure);
    inputs.putAll(moment.facts());
    return new Observation(
        KillSwitch.K3,
        check,
        breach.reading(),
        breach.limit(),
        inputs,
        moment.marketAt(),
        moment.at());
  }

  private void forget() {
    window.clear();
    auth = 0;
    trading = 0;
    data = 0;
    good = 0;
    failed = 0;
  }
}
