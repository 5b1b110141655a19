package io.tripline.workflows.fakes;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.guard.Permit;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.guard.Permits;
import io.tripline.workflows.guard.ResetAnswer;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.guard.TripAnswer;
import io.tripline.workflows.guard.TripRequest;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.proof.PermitRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A guard as a session meets it: counts permits, refuses, is silent, is away. Thread-safe. */
public final class FakeSessionGuard implements Permits, Halts {
  private AccountPolicy policy;
  private final LongSupplier wall;
  private final Map<String, PermitAnswer> answered = new LinkedHashMap<>();
  private final Map<ClientOrderId, PermitRef> unsettled = new LinkedHashMap<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final List<SessionNotice> notices = new ArrayList<>();
  private final List<PermitRequest> requests = new ArrayList<>();
  private Ladder ladder = Ladder.ACTIVE;
  private boolean away;
  private boolean silent;
  private @Nullable Fault refusal;
  private int notReady;
  private Duration life = Duration.ofSeconds(5);
  private int expiredPermits;
  private @Nullable Runnable whenAsked;
  private int permits;

  /** {@code wall} is the time that workflows see. */
  public FakeSessionGuard(AccountPolicy policy, LongSupplier wall) {
    this.policy = policy;
    this.wall = wall;
  }

  /** The account stands here. */
  public synchronized void standsAt(Ladder state) {
    ladder = state;
  }

  /** Its configuration in force. */
  public synchronized void isUnder(AccountPolicy inForce) {
    policy = inForce;
  }

  /** No guard runs. */
  public synchronized void isAway() {
    away = true;
  }

  /** It shows its state once, then neither permits nor states come. */
  public synchronized void fallsSilent() {
    silent = true;
  }

  /** Every permit is refused. */
  public synchronized void refuses(Fault fault) {
    refusal = fault;
  }

  /** It is not ready for the next requests. */
  public synchronized void isNotReadyFor(int requests) {
    notReady = requests;
  }

  /** The next permits have no life left. */
  public synchronized void grantsExpiredPermits(int count) {
    expiredPermits = count;
  }

  /** Runs when a permit is asked for, before it is answered. */
  public synchronized void whenAsked(Runnable action) {
    whenAsked = action;
  }

  /** Permits that were asked for. */
  public synchronized List<PermitRequest> requests() {
    return List.copyOf(requests);
  }

  /** Settlements that came. */
  public synchronized List<Settlement> settlements() {
    return List.copyOf(settlements);
  }

  /** Session notices that came. */
  public synchronized List<SessionNotice> notices() {
    return List.copyOf(notices);
  }

  @Override
  public PermitAnswer ask(PermitRequest request) {
    Runnable action = whenAsked;
    if (action != null) {
      action.run();
    }
    return answer(request);
  }

  private synchronized PermitAnswer answer(PermitRequest request) {
    requests.add(request);
    if (away || silent) {
      return new PermitAnswer.Refused(Fault.NO_GUARD, "no answer within 3 s");
    }
    if (notReady > 0) {
      notReady--;
      return new PermitAnswer.Refused(Fault.NOT_READY, "what is held could not be read");
    }
    if (refusal != null) {
      return new PermitAnswer.Refused(refusal, "refused by the fake");
    }
    Instant now = Instant.ofEpochMilli(wall.getAsLong());
    boolean busy =
        request.intent().entry()
            && unsettled.values().stream()
                .anyMatch(ref -> now.isBefore(ref.usableUntil().plusSeconds(60)));
    return busy
        ? new PermitAnswer.Refused(Fault.NOT_PERMITTED, "one open order at a time")
        : answered.computeIfAbsent(request.requestId(), id -> grant());
  }

  private PermitAnswer grant() {
    permits++;
    Instant now = Instant.ofEpochMilli(wall.getAsLong());
    Instant end = expiredPermits-- > 0 ? now : now.plus(life);
    ClientOrderId id = new ClientOrderId("abcdef01-" + permits);
    unsettled.put(id, new PermitRef(id, end));
    return new PermitAnswer.Granted(new Permit(id, 0, now, end));
  }

  @Override
  public synchronized void settle(Settlement settlement) {
    settlements.add(settlement);
    if (settlement.outcome() != Settlement.Outcome.UNKNOWN) {
      unsettled.remove(settlement.permit());
    }
  }

  @Override
  public synchronized void session(SessionNotice notice) {
    failIfAway();
    notices.add(notice);
  }

  @Override
  public synchronized GuardStatus status(AccountName account) {
    failIfAway();
    if (silent && !requests.isEmpty()) {
      throw Fault.NO_GUARD.failure("silent");
    }
    return new GuardStatus(
        policy,
        ladder,
        ladder.halted(),
        0,
        FakeSessionBroker.DAY.text(),
        ladder.halted() ? "daily loss" : null,
        null,
        List.of(),
        List.copyOf(unsettled.values()),
        false,
        null,
        null,
        null,
        null,
        permits,
        0);
  }

  @Override
  public TripAnswer trip(TripRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ResetAnswer reset(ResetRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PermitAnswer probe(PermitRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void assess(LaterVerdict verdict) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void incident(IncidentNotice notice) {
    throw new UnsupportedOperationException();
  }

  private void failIfAway() {
    if (away) {
      throw Fault.NO_GUARD.failure("no guard runs for this account");
    }
  }
}
