package io.tripline.workflows.flatten;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.flatten.ClosingOrders.Closing;
import io.tripline.workflows.flatten.ClosingOrders.Fate;
import io.tripline.workflows.flatten.FlattenSteps.CancelRequest;
import io.tripline.workflows.flatten.FlattenSteps.ReadRequest;
import io.tripline.workflows.flatten.FlattenSteps.VerifyRequest;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.PermitRef;
import io.tripline.workflows.proof.ProofOfFlat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one flatten was asked, and what it knows. Only for workflow threads. */
final class FlattenBooks {
  private final Set<String> changes = new HashSet<>();
  final AccountName account;
  final ClosingOrders orders = new ClosingOrders();
  final Openings openings = new Openings(this::counts);
  final Witness witness = new Witness();
  final Budget budget = new Budget();
  final NextStep next;
  private final List<FlattenRequest> arrived = new ArrayList<>();
  private final Map<String, FlattenRequest> open = new LinkedHashMap<>();
  private final Map<ClientOrderId, PermitRef> unsettled = new LinkedHashMap<>();
  private final List<ClientOrderId> permits = new ArrayList<>();
  private final List<String> lateOrders = new ArrayList<>();
  private final List<Order> permitOrders = new ArrayList<>();
  private @Nullable FlattenRequest answered;
  private @Nullable View lastView;
  private @Nullable Instant since;

  FlattenBooks(AccountName account, @Nullable FlattenStart start) {
    this.account = account;
    next = new NextStep(account, orders, openings, witness, budget, this::counts);
    if (start == null) {
      return;
    }
    if (start.carried() != null) {
      arrived.addAll(start.carried());
    }
    FlattenCarried state = start.state();
    if (state != null) {
      orders.carry(
          state.orders().stream()
              .map(o -> new Closing(o.order(), Fate.valueOf(o.fate()), o.filled(), o.average()))
              .toList(),
          state.lastNumber());
      openings.carry(
          state.openings().stream()
              .map(o -> new Openings.Opening(o.symbol(), o.quantity(), o.since(), o.settled()))
              .toList());
      witness.carry(
          state.witnessed().stream()
              .map(w -> new Witness.Seen(w.orderId(), w.symbol(), w.side(), w.before(), w.filled()))
              .toList());
      List<FlattenCarried.Before> befores = state.befores();
      if (befores != null) {
        next.cap().carry(befores);
      }
      since = state.since();
      permits.addAll(state.permits());
    }
  }

  /**
   * Asks which changes of the rules count in this run, before anything else happens: asking yields
   * to other threads, and would change the order of commands in a run that began before.
   */
  void begin() {
    for (String change : List.of(Openings.LATE_POSITIONS, NextStep.SHORTS_KEEP_STOPS)) {
      if (Workflow.getVersion(change, Workflow.DEFAULT_VERSION, 1) == 1) {
        changes.add(change);
      }
    }
  }

  private boolean counts(String change) {
    return changes.contains(change);
  }

  /** A request came; one that is known already changes nothing. */
  void arrived(FlattenRequest request) {
    boolean known =
        open.containsKey(request.requestId())
            || arrived.stream().anyMatch(r -> r.requestId().equals(request.requestId()));
    if (!known) {
      arrived.add(request);
    }
  }

  boolean hasNew() {
    return !arrived.isEmpty();
  }

  /** Takes what arrived onto the books; everything must be proven anew. */
  List<FlattenRequest> absorb() {
    List<FlattenRequest> fresh = List.copyOf(arrived);
    arrived.clear();
    for (FlattenRequest request : fresh) {
      open.put(request.requestId(), request);
      next.suspendIsOurs(request.suspendIsOurs());
      for (PermitRef permit : request.unsettled()) {
        unsettled.put(permit.id(), permit);
        if (!permits.contains(permit.id())) {
          permits.add(permit.id());
        }
      }
    }
    return fresh;
  }

  /** All requests that an end would answer, oldest first. */
  List<FlattenRequest> open() {
    return List.copyOf(open.values());
  }

  boolean asked() {
    return !open.isEmpty();
  }

  void answered() {
    answered = open.isEmpty() ? answered : latest();
    open.clear();
  }

  /**
   * The youngest request, also when it has been answered: messages may still come. Only once {@link
   * #absorb} has taken one.
   */
  FlattenRequest latest() {
    return open.isEmpty() ? Objects.requireNonNull(answered) : open().get(open.size() - 1);
  }

  AccountPolicy policy() {
    return latest().policy();
  }

  Scope scope() {
    return policy().scope();
  }

  /** When the last permit that may still be used has run out; empty when none can be. */
  @Nullable Instant latestUse() {
    Instant last = null;
    for (PermitRef permit : unsettled.values()) {
      if (last == null || permit.usableUntil().isAfter(last)) {
        last = permit.usableUntil();
      }
    }
    return last;
  }

  /** Permits that have run out and were not looked up yet. */
  List<ClientOrderId> runOut() {
    return List.copyOf(unsettled.keySet());
  }

  /** Permits were looked up: a live buy must be cancelled even where no list shows it yet. */
  void lookedUp(List<Order> found) {
    unsettled.clear();
    permitOrders.addAll(found);
    found.stream()
        .filter(o -> !o.status().terminal() && o.side() == Side.BUY)
        .filter(o -> scope().contains(o.symbol()))
        .forEach(o -> lateOrders.add(o.id()));
  }

  /** Broker ids of such orders, handed out once. */
  List<String> takeLateOrders() {
    List<String> late = List.copyOf(lateOrders);
    lateOrders.clear();
    return late;
  }

  void seen(View view) {
    lastView = view;
    since = view.since();
    // Only now is it known from when on their executions count.
    permitOrders.forEach(order -> witness.note(order, since));
    permitOrders.clear();
  }

  @Nullable View lastView() {
    return lastView;
  }

  ReadRequest toRead(Duration patience) {
    return new ReadRequest(account, scope(), since, openings.expected(), witness.known(), patience);
  }

  CancelRequest toCancel(FlattenState.Cancelling at) {
    return new CancelRequest(
        account, scope(), at.which(), at.also(), at.own(), next.clearsSuspend());
  }

  VerifyRequest toVerify(View view, Duration patience) {
    return new VerifyRequest(
        account,
        scope(),
        view.since(),
        openings.expected(),
        witness.known(),
        Stream.concat(permits.stream(), orders.idsToSettle().stream()).distinct().toList(),
        patience);
  }

  ProofOfFlat proof(Verification.Flat flat) {
    return new ProofOfFlat(
        account,
        scope().describe(),
        flat.reads(),
        flat.symbols(),
        orders.known(),
        orders.averagePrice(),
        flat.at(),
        flat.marketAt());
  }

  FlattenStart carry(@Nullable String told) {
    List<FlattenRequest> requests =
        Stream.concat(open.values().stream(), arrived.stream()).toList();
    return new FlattenStart(
        account,
        null,
        null,
        requests,
        new FlattenCarried(
            orders.all().stream()
                .map(c ->
                    new FlattenCarried.Order(c.order(), c.fate().name(), c.filled(), c.average()))
                .toList(),
            orders.lastNumber(),
            openings.all().stream()
                .map(o ->
                    new FlattenCarried.Opening(o.symbol(), o.quantity(), o.since(), o.settled()))
                .toList(),
            witness.all().stream()
                .map(w ->
                    new FlattenCarried.Seen(
                        w.orderId(), w.symbol(), w.side(), w.before(), w.filled()))
                .toList(),
            since,
            permits,
            told,
            next.cap().all()));
  }
}
