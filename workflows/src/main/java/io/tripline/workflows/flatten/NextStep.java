package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.FlattenState.AwaitingFill;
import io.tripline.workflows.flatten.FlattenState.Cancelling;
import io.tripline.workflows.flatten.FlattenState.ClosedMarket;
import io.tripline.workflows.flatten.FlattenState.Escalated;
import io.tripline.workflows.flatten.FlattenState.Reading;
import io.tripline.workflows.flatten.FlattenState.Resolving;
import io.tripline.workflows.flatten.FlattenState.Submitting;
import io.tripline.workflows.flatten.FlattenState.Verifying;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What follows from what was seen. Talks to nobody; keeps the books of orders and tries. */
final class NextStep {
  /** A market order that close to the close may not fill any more. */
  static final Duration CLOSE_MARGIN = Duration.ofSeconds(15);

  /** What counts in runs that began with it: orders that protect a short position stay. */
  static final String SHORTS_KEEP_STOPS = "shorts-keep-their-stops";

  /** A flag of ours that shows again after so many clears is somebody else's. */
  private static final int CLEARS = 3;

  private final AccountName account;
  private final ClosingOrders orders;
  private final Openings openings;
  private final Witness witness;
  private final Budget budget;
  private final Predicate<String> counts;
  private final SaleCap cap = new SaleCap();
  private String fingerprint = Fingerprint.NONE;
  private @Nullable Instant since;
  private boolean suspendIsOurs;
  private int clears;

  NextStep(
      AccountName account,
      ClosingOrders orders,
      Openings openings,
      Witness witness,
      Budget budget,
      Predicate<String> counts) {
    this.account = account;
    this.orders = orders;
    this.openings = openings;
    this.witness = witness;
    this.budget = budget;
    this.counts = counts;
  }

  /** The caps on sales, which outlive a run. */
  SaleCap cap() {
    return cap;
  }

  /** Whose {@code suspend_trade} is, as the youngest request says. */
  void suspendIsOurs(boolean ours) {
    suspendIsOurs = ours;
    clears = 0;
  }

  /** True where the next cancel is to clear the guard's own {@code suspend_trade} first. */
  boolean clearsSuspend() {
    return suspendIsOurs && clears <= CLEARS;
  }

  /** After a reading of the account; {@code agrees} as in {@link ReadOutcome.Seen}. */
  FlattenState afterRead(View view, boolean agrees, String requestId) {
    since = view.since();
    view.openOrders().forEach(this::seen);
    openings.note(view);
    cap.note(view, orders::sold);
    fingerprint = Fingerprint.of(view);
    Optional<ClosingOrder> unknown = orders.firstUnknown();
    if (unknown.isPresent()) {
      return new Resolving(unknown.get());
    }
    Optional<ClosingOrder> live = orders.firstLive();
    if (view.looksFlat()) {
      return live.isPresent() ? new AwaitingFill(live.get().id()) : new Verifying();
    }
    boolean shorts = view.positions().stream().anyMatch(p -> p.quantity().signum() < 0);
    boolean longs = view.positions().stream().anyMatch(p -> p.quantity().signum() > 0);
    boolean open = view.openFor(CLOSE_MARGIN);
    if (shorts && (!open || !longs) && counts.test(SHORTS_KEEP_STOPS)) {
      return longs ? new ClosedMarket() : shortsOnly(view);
    }
    if (!open && !shorts) {
      return new ClosedMarket();
    }
    if (budget.outOfTime()) {
      return escalated(Trouble.EXHAUSTED, describe(view));
    }
    if (!ExposureRule.toCancel(view, FlattenSteps.Which.ALL, List.of()).isEmpty()) {
      return Cancelling.all();
    }
    Optional<Order> adopted = view.openOrders().stream().findFirst();
    if (adopted.isPresent()) {
      return new AwaitingFill(adopted.get().clientOrderId());
    }
    if (live.isPresent()) {
      return new AwaitingFill(live.get().id());
    }
    if (view.account().suspendedByUser()) {
      if (suspendIsOurs && clears++ < CLEARS) {
        return Cancelling.all();
      }
      return escalated(Trouble.SUSPENDED, describe(view));
    }
    return close(view, agrees, requestId);
  }

  /** Nothing here can be closed without buying: what protects the short position stays. */
  private FlattenState shortsOnly(View view) {
    List<Order> raising = ExposureRule.toCancel(view, FlattenSteps.Which.RAISING, List.of());
    return raising.isEmpty()
        ? escalated(Trouble.SHORT, describe(view))
        : new Cancelling(FlattenSteps.Which.RAISING, List.of(), List.of());
  }

  /** After a closing order was sent. */
  FlattenState afterSubmission(ClosingOrder order, Submission submission) {
    return switch (submission) {
      case Submission.Accepted(var accepted, var arrival) -> {
        seen(accepted);
        yield new AwaitingFill(order.id());
      }
      case Submission.Unknown unknown -> new Resolving(order);
      case Submission.Refused(var fault, var detail) -> afterRefusal(order, fault, detail);
    };
  }

  /** After an order whose answer was lost was looked up. */
  FlattenState afterResolution(ClosingOrder order, Resolution resolution) {
    return switch (resolution) {
      case Resolution.Found(var found, var at) -> {
        if (!ClosingOrders.same(order, found)) {
          orders.refused(order.id());
          yield new Reading();
        }
        seen(found);
        yield found.status().terminal() ? new Reading() : new AwaitingFill(order.id());
      }
      case Resolution.Absent absent -> {
        orders.absent(order.id());
        yield new Reading();
      }
      case Unread unread -> afterUnread(unread);
    };
  }

  /** After waiting for a closing order. */
  FlattenState afterFill(AwaitingFill state, FillWait wait) {
    return switch (wait) {
      case FillWait.Ended(var order, var at) -> {
        seen(order);
        yield new Reading();
      }
      case FillWait.StillOpen(var order, var at) -> {
        seen(order);
        yield new Cancelling(FlattenSteps.Which.ALL, List.of(order.id()), List.of(state.id()));
      }
      case Unread unread when unread.fault() == Fault.NOT_FOUND -> {
        orders.lost(state.id());
        yield new Reading();
      }
      case Unread unread -> afterUnread(unread);
    };
  }

  /** After cancels were requested. */
  FlattenState afterCancelRequests(CancelOutcome outcome) {
    return switch (outcome) {
      case CancelOutcome.Requested(var ids, var at) ->
          ids.isEmpty() ? new Reading() : new FlattenState.AwaitingCancels(ids);
      case Unread unread -> afterUnread(unread);
    };
  }

  /** After waiting for cancelled orders to end. */
  FlattenState afterCancelWait(CancelWait wait) {
    return switch (wait) {
      case CancelWait.AllEnded(var ended, var at) -> {
        ended.forEach(this::seen);
        yield new Reading();
      }
      case CancelWait.StillLive(var live, var ended, var marketOpen, var at) -> {
        live.forEach(this::seen);
        ended.forEach(this::seen);
        yield marketOpen
            ? escalated(
                Trouble.CANCELS_STUCK,
                "still open: " + String.join(", ", live.stream().map(NextStep::describe).toList()))
            : new ClosedMarket();
      }
      case Unread unread -> afterUnread(unread);
    };
  }

  /** After the broker could not be read. */
  FlattenState afterUnread(Unread unread) {
    fingerprint = Fingerprint.of((ReadOutcome) unread);
    Trouble trouble = accountTrouble(unread.fault()).orElse(Trouble.BROKER_DOWN);
    return escalated(trouble, unread.fault() + ": " + unread.detail());
  }

  /** What the broker showed of one order, ours or not. */
  void seen(Order order) {
    orders.seen(order);
    witness.note(order, since);
  }

  /** Calls people. */
  Escalated escalated(Trouble trouble, String detail) {
    return new Escalated(trouble, detail, fingerprint);
  }

  private FlattenState afterRefusal(ClosingOrder order, Fault fault, String detail) {
    if (fault == Fault.DUPLICATE_ORDER_ID || fault.retryable()) {
      return new Resolving(order);
    }
    orders.refused(order.id());
    if (fault == Fault.QUANTITY_HELD || fault == Fault.WASH_TRADE) {
      return Cancelling.all();
    }
    Optional<Trouble> trouble = accountTrouble(fault);
    if (trouble.isPresent()) {
      return escalated(trouble.get(), detail);
    }
    if (fault != Fault.MARKET_CLOSED) {
      // No retry storm: two tries, then people.
      budget.refusal(order.symbol());
    }
    return new Reading();
  }

  /** The faults that no second try mends: people are called at once. */
  private static Optional<Trouble> accountTrouble(Fault fault) {
    if (fault == Fault.UNAUTHORISED || fault == Fault.ACCOUNT_MISMATCH) {
      return Optional.of(Trouble.UNAUTHORISED);
    }
    if (fault == Fault.ACCOUNT_RESTRICTED) {
      return Optional.of(Trouble.RESTRICTED);
    }
    return fault == Fault.HALTED_AT_BROKER ? Optional.of(Trouble.SUSPENDED) : Optional.empty();
  }

  private FlattenState close(View view, boolean agrees, String requestId) {
    List<Position> longs =
        view.positions().stream()
            .filter(p -> p.quantity().signum() > 0)
            .sorted(Comparator.comparing(Position::marketValue).reversed())
            .toList();
    boolean shorts = longs.size() < view.positions().size();
    Trouble stuck = Trouble.SHORT;
    for (Position position : longs) {
      Optional<Trouble> trouble = troubleWith(position);
      if (trouble.isPresent()) {
        stuck = shorts ? Trouble.SHORT : trouble.get();
        continue;
      }
      Quantity quantity = sellable(view, agrees, position);
      if (quantity.signum() <= 0) {
        // Held or contradicted although nothing rests: read again, within the bounds.
        budget.attempt(position.symbol());
        return new Reading();
      }
      return new Submitting(
          new ClosingOrder(
              account,
              orders.reusable(position.symbol()).orElseGet(() -> orders.nextId(requestId)),
              position.symbol(),
              quantity));
    }
    return escalated(stuck, describe(view));
  }

  private Optional<Trouble> troubleWith(Position position) {
    if (budget.refusedTooOften(position.symbol())) {
      return Optional.of(Trouble.REFUSED);
    }
    return budget.outOfAttempts(position.symbol())
        ? Optional.of(Trouble.EXHAUSTED)
        : Optional.empty();
  }

  /** Never more than is available, nor, while the reads contradict each other, than adds up. */
  private Quantity sellable(View view, boolean agrees, Position position) {
    Symbol symbol = position.symbol();
    Quantity most = capped(view, symbol, least(position.available(), position.quantity()));
    if (agrees) {
      return most;
    }
    if (view.behind().contains(symbol)) {
      return Quantity.ZERO;
    }
    return openings
        .least(symbol)
        .map(opening -> least(most, opening.plus(view.net(symbol))))
        .orElse(most);
  }

  private Quantity capped(View view, Symbol symbol, Quantity most) {
    Optional<Quantity> atMost = cap.most(view, symbol, orders.sold(symbol));
    return atMost.isPresent()
            && atMost.get().compareTo(most) < 0
            && counts.test(Openings.LATE_POSITIONS)
        ? atMost.get()
        : most;
  }

  private static Quantity least(Quantity a, Quantity b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Positions and open orders in one line for people. */
  static String describe(View view) {
    if (view.looksFlat()) {
      return "nothing held, no order open";
    }
    List<String> parts =
        java.util.stream.Stream.concat(
                view.positions().stream()
                    .map(
                        p -> p.quantity() + " " + p.symbol() + " (about $" + p.marketValue() + ")"),
                view.openOrders().stream().map(NextStep::describe))
            .toList();
    return String.join(", ", parts);
  }

  static String describe(Order order) {
    return order.side()
        + " "
        + order.symbol()
        + " order "
        + order.clientOrderId()
        + " "
        + order.status();
  }
}
