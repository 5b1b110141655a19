package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.ArmingChoice;
import io.tripline.workflows.arming.Arming;
import io.tripline.workflows.arming.ArmingPlan;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsReading;
import io.tripline.workflows.arming.FlagsRecord;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.guard.ArmingState.Suspend;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.Ladder;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of the broker's own guards is set by us, and what should be. Pure; owned by the guard's
 * workflow thread.
 */
final class ArmingBook {
  /** The account's page may still show a flag that its configuration shows as cleared. */
  static final Duration STALE = Duration.ofSeconds(20);

  private @Nullable BrokerFlags found;
  private boolean armed;
  private @Nullable TradingDay armedOn;
  private Suspend suspend;
  private int settledEpoch;
  private @Nullable FlagsReading reading;
  private @Nullable Instant clearedAt;
  private @Nullable Instant setAt;
  private boolean lifting;
  private boolean leaving;
  private boolean working;
  private boolean absent;

  /** A record calls it ours, and nobody knows yet whether the halt that it was set in stands. */
  private boolean claimed;

  ArmingBook(ArmingState state) {
    found = state.found();
    armed = state.armed();
    armedOn = state.armedOn();
    suspend = state.suspend();
    settledEpoch = state.settledEpoch();
    reading = state.reading();
    clearedAt = state.clearedAt();
  }

  /** What is to be done at the broker. */
  enum Wish {
    /** Take our {@code suspend_trade} off. */
    CLEAR,
    /** Set {@code suspend_trade}: flat is proven. */
    SUSPEND,
    /** Set no_shorting and the multiplier, or see that they are set. */
    ARM,
    /** Take all that is ours off. */
    RESTORE
  }

  /** The next thing to do, the most urgent first. */
  Optional<Wish> wish(AccountPolicy policy, HaltBook halts) {
    boolean ours = suspend != Suspend.NONE;
    if (leaving) {
      return found == null && !ours ? Optional.empty() : Optional.of(Wish.RESTORE);
    }
    // Kept through a halt whose proof this run does not know: only a reset or a close takes it off.
    boolean stands = halts.base().halted() && !halts.flattening() && !lifting;
    if (ours && (!stands || suspend == Suspend.CLEARING)) {
      return Optional.of(Wish.CLEAR);
    }
    if (!policy.armsAtTheBroker()) {
      return found == null && !ours ? Optional.empty() : Optional.of(Wish.RESTORE);
    }
    boolean due =
        halts.base() == Ladder.FLAT_LOCKED
            && suspend == Suspend.NONE
            && settledEpoch != halts.epoch();
    if (stands && (due || suspend == Suspend.SETTING)) {
      return Optional.of(Wish.SUSPEND);
    }
    TradingDay day = halts.day();
    return armed && (day == null || day.equals(armedOn)) ? Optional.empty() : Optional.of(Wish.ARM);
  }

  /** Why an entry is refused because of the flags; empty where they are as they should be. */
  Optional<String> entryBlock(AccountPolicy policy) {
    if (suspend != Suspend.NONE) {
      return Optional.of("suspend_trade is set at the broker, by the guard");
    }
    if (absent || !policy.armsAtTheBroker()) {
      return Optional.empty();
    }
    if (!armed) {
      return Optional.of("no_shorting and the margin multiplier are not read back as set yet");
    }
    FlagsReading last = reading;
    if (last == null) {
      return Optional.empty();
    }
    return switch (last.check()) {
      case PASS -> Optional.empty();
      case FAIL -> Optional.of("somebody changed the account's guards: " + last.detail());
      case UNKNOWN -> Optional.of("the account's guards can't be read: " + last.detail());
    };
  }

  /**
   * Takes a look. What an earlier guard left is believed where this one knows nothing: it holds
   * what was found before anything was set. A {@code suspend_trade} that it calls ours is ours
   * while the halt stands in which it was set: records outlive a failover, and a flag that a person
   * has set since must not go off by itself.
   *
   * @param past what the journal says, where it counts; null: the record alone does
   */
  void looked(Arming.Look look, @Nullable Past past) {
    if (found != null) {
      return;
    }
    FlagsRecord known = look.known();
    found = known == null ? look.flags() : known.found();
    if (known != null && known.suspendIsOurs() && look.flags().suspendTrade()) {
      claimed = past != null;
      if (past == null) {
        suspend = Suspend.OURS;
      } else {
        past(past);
      }
    }
  }

  /** What is known of the halts before this guard. */
  enum Past {
    UNREAD,
    HALTED,
    NO_HALT
  }

  /** The journal was read, or was before. */
  void past(Past past) {
    if (claimed && past != Past.UNREAD) {
      claimed = false;
      suspend = past == Past.HALTED ? Suspend.OURS : suspend;
    }
  }

  /** Why {@code suspend_trade} is not set although flat is proven; empty where it may be. */
  Optional<String> notToSuspend(Arming.Look look, AccountPolicy policy) {
    if (suspend == Suspend.NONE && look.flags().suspendTrade()) {
      return Optional.of("suspend_trade is set already, and not by us: it is left as it is");
    }
    int others = look.heldOutside() + look.ordersOutside();
    return others > 0 && policy.ownership().arming() == ArmingChoice.AUTO
        ? Optional.of(
            ("suspend_trade is not set: %d position(s) and %d order(s) outside the scope are"
                    + " somebody else's (arming: on would)")
                .formatted(look.heldOutside(), look.ordersOutside()))
        : Optional.empty();
  }

  /** It is decided that ours is not set in this halt epoch. */
  void settled(int epoch) {
    settledEpoch = epoch;
  }

  void armed(@Nullable TradingDay day) {
    armed = true;
    armedOn = day;
    reading = null;
  }

  void suspend(Suspend now, Instant at) {
    if (now == Suspend.OURS) {
      setAt = at;
    }
    if (now == Suspend.NONE) {
      clearedAt = at;
    }
    suspend = now;
  }

  /** Nothing of ours is left. */
  void restored() {
    found = null;
    armed = false;
    armedOn = null;
    reading = null;
    suspend = Suspend.NONE;
  }

  /**
   * Takes what the watch says. Answers true where somebody took our {@code suspend_trade} off: it
   * is not set again in this halt epoch, a person wanted it so.
   */
  boolean seen(FlagsReading said, int epoch) {
    reading = said;
    BrokerFlags flags = said.flags();
    Instant set = setAt;
    boolean taken =
        said.check() == Check.FAIL
            && suspend == Suspend.OURS
            && flags != null
            && !flags.suspendTrade()
            && (set == null || said.at().isAfter(set.plus(STALE)));
    if (taken) {
      suspend = Suspend.NONE;
      settledEpoch = epoch;
    }
    return taken;
  }

  FlagsRecord record(GuardBooks books, boolean suspendIsOurs) {
    return new FlagsRecord(
        books.account, Objects.requireNonNull(found), suspendIsOurs, books.now());
  }

  ArmingPlan plan() {
    Instant cleared = clearedAt;
    return new ArmingPlan(
        armed,
        suspend != Suspend.NONE || claimed,
        suspend == Suspend.OURS,
        cleared == null ? null : cleared.plus(STALE));
  }

  ArmingState state() {
    return new ArmingState(found, armed, armedOn, suspend, settledEpoch, reading, clearedAt);
  }

  @Nullable BrokerFlags found() {
    return found;
  }

  Suspend suspend() {
    return suspend;
  }

  /** A run that began before arming sets nothing, so that its entries wait for nothing. */
  void absent() {
    absent = true;
  }

  /** A reset is about to lift the halt: our flag goes first. */
  void lifting(boolean now) {
    lifting = now;
  }

  /** The guard is about to be stopped. */
  void leaving(boolean now) {
    leaving = now;
  }

  void working(boolean now) {
    working = now;
  }

  /** True while a change is under way. */
  boolean working() {
    return working;
  }
}
