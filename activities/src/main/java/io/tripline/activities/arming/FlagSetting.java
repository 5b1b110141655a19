package io.tripline.activities.arming;

import io.tripline.activities.broker.AccountSettings;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.workflows.arming.Arming.Outcome;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sets flags and reads back. The broker's answer to a change is not believed, nor is a lost one
 * feared: what counts is that the configuration, and for {@code suspend_trade} the account too,
 * show it. A change that does not show after a while is asked for again.
 */
public final class FlagSetting {
  /** One after the other, both places agree within this, or it is not done. */
  static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(4);

  private final AlpacaHttp http;
  private final InstantSource clock;
  private final Consumer<Duration> pause;

  /** {@code pause} lets time pass; {@code clock} is the host's. */
  public FlagSetting(AlpacaHttp http, InstantSource clock, Consumer<Duration> pause) {
    this.http = http.forSafety();
    this.clock = clock;
    this.pause = pause;
  }

  /** Sets what differs; answers what the broker shows. */
  public Outcome set(FlagsChange change) {
    Instant until = clock.instant().plus(PATIENCE);
    Instant asked = Instant.MIN;
    BrokerFlags last = null;
    while (true) {
      String trouble;
      switch (http.settings()) {
        case Answer.Done<AccountSettings>(AccountSettings settings, String id) -> {
          last = flags(settings);
          boolean shows = change.holdsIn(last);
          trouble =
              shows ? accountTrouble(change) : "the configuration still shows " + last.describe();
          if (trouble.isEmpty()) {
            return new Outcome(true, last, last.describe(), clock.instant());
          }
          if (!shows && !clock.instant().isBefore(later(asked))) {
            asked = clock.instant();
            if (http.configure(change) instanceof Answer.Failed<AccountSettings> refused
                && !refused.fault().retryable()) {
              return undone(last, refused.fault() + ": " + refused.detail());
            }
            continue;
          }
        }
        case Answer.Failed<AccountSettings>(Fault fault, String detail, var extras) -> {
          trouble = fault + ": " + detail;
          if (!fault.retryable()) {
            return undone(last, trouble);
          }
        }
        case Answer.NoAnswer<AccountSettings>(String detail) -> trouble = "no answer: " + detail;
      }
      if (!clock.instant().isBefore(until)) {
        return undone(last, trouble);
      }
      pause.accept(LOOK);
    }
  }

  /** What the account page says against it; empty where it agrees. */
  private String accountTrouble(FlagsChange change) {
    Boolean wanted = change.suspendTrade();
    if (wanted == null) {
      return "";
    }
    return switch (http.account()) {
      case Answer.Done<Account>(Account account, String id) ->
          account.suspendedByUser() == wanted
              ? ""
              : "the account still shows trade_suspended_by_user=" + account.suspendedByUser();
      case Answer.Failed<Account>(Fault fault, String detail, var extras) -> fault + ": " + detail;
      case Answer.NoAnswer<Account>(String detail) -> "no answer: " + detail;
    };
  }

  private Outcome undone(@Nullable BrokerFlags last, String why) {
    return new Outcome(false, last, "not read back: " + why, clock.instant());
  }

  private static Instant later(Instant asked) {
    return asked.equals(Instant.MIN) ? asked : asked.plus(ASK_AGAIN);
  }

  /** The flags among the settings. */
  public static BrokerFlags flags(AccountSettings settings) {
    return new BrokerFlags(
        settings.noShorting(), settings.maxMarginMultiplier(), settings.suspendTrade());
  }
}
