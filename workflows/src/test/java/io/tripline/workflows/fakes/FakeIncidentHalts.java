package io.tripline.workflows.fakes;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Block;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.guard.Permit;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.guard.ResetAnswer;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.guard.SwitchState;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The guard as an incident sees it: a latch that can refuse, and remembers what it was asked. */
public final class FakeIncidentHalts implements Halts {
  private final AccountPolicy policy;
  private final List<TripRequest> trips = Collections.synchronizedList(new ArrayList<>());
  private final List<ResetRequest> resets = Collections.synchronizedList(new ArrayList<>());
  private final List<IncidentNotice> notices = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<Runnable> onProbe = new AtomicReference<>(() -> {});
  private final AtomicReference<Runnable> onReset = new AtomicReference<>(() -> {});
  private final List<LaterVerdict> verdicts = Collections.synchronizedList(new ArrayList<>());
  private volatile Ladder ladder = Ladder.FLAT_LOCKED;
  private volatile int epoch = 1;
  private volatile int refusals;
  private volatile boolean tripAfterReset;
  private volatile LongSupplier clockOf = () -> 0;
  private volatile long silentUntil;
  private volatile @Nullable String session;
  private volatile @Nullable MarketClock clock;
  private volatile @Nullable SlippageView slippage;
  private volatile List<Block> blocks = List.of();
  private volatile Check data = Check.PASS;
  private volatile List<String> incidents = List.of();
  private volatile String otherIncident = "";
  private volatile Consumer<TripRequest> onTrip = request -> {};
  private volatile Consumer<IncidentNotice> onNotice = notice -> {};

  /** Halted, under that policy. */
  public FakeIncidentHalts(AccountPolicy policy) {
    this.policy = policy;
  }

  /** The next resets are refused with NOT_READY. */
  public void refusesResets(int count) {
    refusals = count;
  }

  /** The account was halted before: trips join that incident. */
  public void wasHaltedBefore(String incident) {
    otherIncident = incident;
  }

  /** What happens at a trip. */
  public void onTrip(Consumer<TripRequest> action) {
    onTrip = action;
  }

  /** What happens before a notice is taken. */
  public void onNotice(Consumer<IncidentNotice> action) {
    onNotice = action;
  }

  /** What the status shows of the day's session. */
  public void session(@Nullable String running, @Nullable MarketClock now) {
    session = running;
    clock = now;
  }

  /** What the status shows of the cost of fills. */
  public void slippage(SlippageView view) {
    slippage = view;
  }

  /** What blocks entries from now on without a halt. */
  public void blockedBy(Block... now) {
    blocks = List.of(now);
  }

  /** What K5 reads from now on, whatever it blocks. */
  public void readsData(Check check) {
    data = check;
  }

  private Observation dataQuality() {
    return new Observation(
        KillSwitch.K5, data, "D4 " + data, "3", Map.of(), Instant.EPOCH, Instant.EPOCH);
  }

  /** What the status shows of incidents that are open. */
  public void lists(String... open) {
    incidents = List.of(open);
  }

  /** Trips it again after a reset. */
  public void tripsAgain() {
    ladder = Ladder.HALTED;
  }

  /** Somebody lifted the halt at the guard: later resets are refused. */
  public synchronized void wasResetElsewhere() {
    epoch++;
    ladder = Ladder.ACTIVE;
    refusals = Integer.MAX_VALUE;
  }

  /** Does not answer the question for its status for a while. */
  public void isSilent(Duration span, LongSupplier clockMillis) {
    clockOf = clockMillis;
    silentUntil = clockMillis.getAsLong() + span.toMillis();
  }

  /** Happens while the next probe permit is asked for, which is granted all the same. */
  public void onNextProbe(Runnable action) {
    onProbe.set(action);
  }

  /** Happens while the next reset is carried out. */
  public void onNextReset(Runnable action) {
    onReset.set(action);
  }

  /** The next reset is followed by a new trip. */
  public void tripsAgainAfterTheNextReset() {
    tripAfterReset = true;
  }

  /** Every trip asked for. */
  public List<TripRequest> trips() {
    return List.copyOf(trips);
  }

  /** Every reset asked for, refused ones too. */
  public List<ResetRequest> resets() {
    return List.copyOf(resets);
  }

  /** Every status that it was told. */
  public List<IncidentNotice> notices() {
    return List.copyOf(notices);
  }

  /** Every later verdict that it was told. */
  public List<LaterVerdict> verdicts() {
    return List.copyOf(verdicts);
  }

  @Override
  public TripAnswer trip(TripRequest request) {
    trips.add(request);
    ladder = Ladder.HALTED;
    onTrip.accept(request);
    String incident = otherIncident.isEmpty() ? String.valueOf(request.incident()) : otherIncident;
    return new TripAnswer(epoch, ladder, !otherIncident.isEmpty(), incident, List.of());
  }

  @Override
  public synchronized ResetAnswer reset(ResetRequest request) {
    resets.add(request);
    onReset.getAndSet(() -> {}).run();
    if (refusals > 0) {
      refusals--;
      throw Fault.NOT_READY.failure("flat is not proven yet");
    }
    epoch++;
    ladder = tripAfterReset ? Ladder.HALTED : Ladder.PROBATION;
    tripAfterReset = false;
    return new ResetAnswer(epoch, Ladder.PROBATION, "epoch " + epoch + " in probation");
  }

  @Override
  public GuardStatus status(AccountName account) {
    if (clockOf.getAsLong() < silentUntil) {
      throw Fault.NO_GUARD.failure("no guard answers");
    }
    return new GuardStatus(
        policy,
        ladder,
        ladder.halted(),
        epoch,
        "2026-11-24",
        "K1",
        null,
        incidents,
        List.of(),
        false,
        session,
        null,
        null,
        clock,
        0,
        0,
        slippage,
        null,
        List.of(new SwitchState(dataQuality(), Instant.EPOCH)),
        blocks,
        null);
  }

  @Override
  public PermitAnswer probe(PermitRequest request) {
    if (!ladder.passesEntries()) {
      return new PermitAnswer.Refused(Fault.HALTED, "halted");
    }
    onProbe.getAndSet(() -> {}).run();
    return new PermitAnswer.Granted(
        new Permit(new ClientOrderId("probe-1"), epoch, Instant.EPOCH, Instant.EPOCH));
  }

  @Override
  public void assess(LaterVerdict verdict) {
    verdicts.add(verdict);
  }

  @Override
  public void incident(IncidentNotice notice) {
    onNotice.accept(notice);
    notices.add(notice);
  }
}
