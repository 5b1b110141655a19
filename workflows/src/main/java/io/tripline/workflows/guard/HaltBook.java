package io.tripline.workflows.guard;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latch and the ladder of one account. A fresh book is HALTED until it was verified; stricter
 * needs nobody, looser needs a reset. Pure; owned by the guard's workflow thread.
 */
final class HaltBook {
  private Ladder base;
  private boolean journalRead;
  private boolean cleanSeen;
  private boolean suspected;
  private int epoch;
  private int trips;
  private @Nullable TradingDay day;
  private @Nullable TradingDay softDay;
  private boolean blocked;
  private @Nullable TradingDay probationDay;
  private @Nullable Trip trip;
  private @Nullable Baselines baselines;
  private @Nullable BigDecimal acceptedLoss;
  private boolean flattening;
  private @Nullable FlattenNotice lastFlatten;

  private HaltBook(Ladder base, int epoch) {
    this.base = base;
    this.epoch = epoch;
  }

  /** A book without a past: halted until verified. */
  static HaltBook fresh(int epoch) {
    return new HaltBook(Ladder.HALTED, Math.max(1, epoch));
  }

  static HaltBook of(GuardState state) {
    HaltBook book = new HaltBook(state.ladder(), state.epoch());
    book.journalRead = true;
    book.cleanSeen = state.verified();
    book.suspected = state.suspected();
    book.day = state.day();
    book.softDay = state.softDay();
    book.probationDay = state.probationDay();
    book.trip = state.trip();
    book.baselines = state.baselines();
    book.acceptedLoss = state.acceptedLoss();
    book.flattening = state.flattening();
    book.lastFlatten = state.lastFlatten();
    return book;
  }

  /** What the account may do now. */
  Ladder ladder() {
    return !base.halted() && (softDay != null || blocked) ? Ladder.ENTRIES_BLOCKED : base;
  }

  /** Why an entry is refused now; empty when it may pass. */
  Optional<String> entryBlock() {
    if (!verified()) {
      return Optional.of("HALTED until the journal is read and one clean reading is taken");
    }
    if (!ladder().passesEntries()) {
      Trip at = trip;
      if (blocked && !base.halted()) {
        return Optional.of("the account is " + ladder());
      }
      return Optional.of(
          "the account is "
              + ladder()
              + (at == null ? "" : " by " + at.killSwitch() + ": " + at.reason()));
    }
    return suspected ? Optional.of("a breach is being confirmed") : Optional.empty();
  }

  /** Whether a halt of this epoch stands that a further trip would join. */
  boolean tripped() {
    Trip at = trip;
    return at != null && at.epoch() == epoch && base.halted();
  }

  /** Whether the standing trip cancels the open orders that could raise exposure. */
  boolean reflexWanted() {
    Trip at = trip;
    return at != null && tripped() && (at.killSwitch().reflex() || at.level() != TripLevel.STOP);
  }

  /** Latches a new trip. */
  Trip latch(
      KillSwitch killSwitch,
      TripLevel level,
      String incident,
      TradingDay on,
      @Nullable Observation observation,
      String by,
      String reason,
      Instant at) {
    trips++;
    base = Ladder.HALTED;
    boolean byHand = killSwitch == KillSwitch.K13;
    Trip latched =
        new Trip(
            killSwitch, level, epoch, incident, on, observation, by, reason, at, null, byHand, 0);
    trip = latched;
    flattening = false;
    lastFlatten = null;
    return latched;
  }

  /**
   * Joins the standing trip; answers whether the level rose to FLATTEN by it.
   *
   * @param told whether the incident hears of it
   */
  boolean join(TripLevel level, boolean byHand, boolean told) {
    trips++;
    Trip before = java.util.Objects.requireNonNull(trip);
    Trip after = before.joined(level, byHand, told);
    trip = after;
    return before.level() != TripLevel.FLATTEN && after.level() == TripLevel.FLATTEN;
  }

  /** The halt stands, its incident does not: another one has it from now on. */
  void under(String incident) {
    Trip at = trip;
    if (at != null) {
      trip = at.under(incident);
    }
  }

  /** Blocks entries until the next clean day. */
  void latchSoft(TradingDay on) {
    softDay = on;
  }

  /** Whether a switch that halts nothing blocks entries. */
  void blocked(boolean stands) {
    blocked = stands;
  }

  void judge(LossJudgement judgement) {
    Trip at = trip;
    if (at != null) {
      trip = at.judged(judgement);
    }
  }

  void suspect(boolean suspicion) {
    suspected = suspicion;
  }

  void flattenAsked() {
    flattening = true;
    lastFlatten = null;
    if (base == Ladder.FLAT_LOCKED) {
      base = Ladder.HALTED;
    }
  }

  /** Takes the word of the flatten that was asked for. */
  void flattenSays(FlattenNotice notice) {
    lastFlatten = notice;
    if (notice.stage() != FlattenNotice.Stage.ENDED) {
      return;
    }
    flattening = false;
    if (notice.result() instanceof FlattenResult.ProvenFlat && base == Ladder.HALTED) {
      base = Ladder.FLAT_LOCKED;
    }
  }

  /** How many trips these books have seen: whoever waited knows whether one came meanwhile. */
  int trips() {
    return trips;
  }

  /**
   * Lifts the halt after {@link ResetRules} passed: a new epoch begins.
   *
   * @param on the session that is traded next, or now: probation ends after it
   */
  void reset(boolean probation, TradingDay on, @Nullable BigDecimal accepted) {
    epoch++;
    base = probation ? Ladder.PROBATION : Ladder.ACTIVE;
    probationDay = probation ? on : null;
    acceptedLoss = accepted;
    softDay = null;
    trip = null;
    suspected = false;
    flattening = false;
    lastFlatten = null;
  }

  /**
   * Takes a reading of the watch that opened a trading day, or that a fresh guard waits for.
   *
   * @param highWater the highest equity of the last sessions
   * @return true when the day is a new one
   */
  boolean rollDay(DayRolled rolled, Money highWater) {
    TradingDay now = rolled.session().day();
    if (rolled.clean()) {
      cleanSeen = true;
      leaveInitialHalt();
    }
    if (day != null && now.compareTo(day) <= 0) {
      return false;
    }
    day = now;
    acceptedLoss = null;
    if (rolled.clean()) {
      softDay = null;
    }
    if (base == Ladder.PROBATION && probationDay != null && probationDay.compareTo(now) < 0) {
      base = Ladder.ACTIVE;
    }
    baselines = new Baselines(now, rolled.lastEquity(), rolled.openEquity(), highWater);
    return true;
  }

  /** The journal was read: it knows of no halt, or the caller latches the halt that it knows of. */
  void journalRead(int pastEpoch) {
    journalRead = true;
    if (trip == null) {
      epoch = Math.max(epoch, pastEpoch);
    }
    leaveInitialHalt();
  }

  /** Whether a halt of before stands, as far as that is known. */
  ArmingBook.Past past() {
    if (!journalRead) {
      return ArmingBook.Past.UNREAD;
    }
    return tripped() ? ArmingBook.Past.HALTED : ArmingBook.Past.NO_HALT;
  }

  private void leaveInitialHalt() {
    if (verified() && trip == null && base == Ladder.HALTED) {
      base = Ladder.ACTIVE;
    }
  }

  boolean cleanSeen() {
    return cleanSeen;
  }

  boolean verified() {
    return journalRead && cleanSeen;
  }

  boolean suspected() {
    return suspected;
  }

  int epoch() {
    return epoch;
  }

  Ladder base() {
    return base;
  }

  @Nullable TradingDay day() {
    return day;
  }

  @Nullable TradingDay softDay() {
    return softDay;
  }

  @Nullable TradingDay probationDay() {
    return probationDay;
  }

  @Nullable Trip trip() {
    return trip;
  }

  @Nullable Baselines baselines() {
    return baselines;
  }

  @Nullable BigDecimal acceptedLoss() {
    return acceptedLoss;
  }

  boolean flattening() {
    return flattening;
  }

  @Nullable FlattenNotice lastFlatten() {
    return lastFlatten;
  }
}
