package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The polling of {@link FlattenSteps}, over the single calls of a {@link FlattenDesk}: when to look
 * again, when to believe, when to give up. Activity code, here so that tests run it on a fake
 * broker with a clock of their own. Thread-safe if the desk is.
 */
public final class PolledFlattenSteps implements FlattenSteps {
  private static final Duration QUICK = Duration.ofMillis(250);
  private static final Duration SLOW = Duration.ofSeconds(2);

  private static final Duration ABSENCE = Duration.ofSeconds(10);
  private static final Duration VERIFY_INTERVAL = Duration.ofSeconds(5);
  private static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(30);

  private final FlattenDesk desk;

  /** Every call goes to the desk. */
  public PolledFlattenSteps(FlattenDesk desk) {
    this.desk = desk;
  }

  @Override
  public MarketClock clock(ClockRequest request) {
    return switch (desk.clock(request.account())) {
      case Reading.Seen<MarketClock>(var clock, var at) -> clock;
      case Reading.Unknown<MarketClock>(var fault, var reason) -> throw fault.failure(reason);
    };
  }

  @Override
  public Settled settle(SettleRequest request) {
    List<Order> found = new ArrayList<>();
    List<ClientOrderId> unknown = new ArrayList<>();
    lookUpAll(request.account(), request.ids(), found, unknown);
    return new Settled(found, unknown, desk.now());
  }

  @Override
  public ReadOutcome snapshot(ReadRequest request) {
    return switch (read(request)) {
      case Unread unread -> unread;
      case ReadOutcome.Seen(var view, var agrees) -> {
        List<Symbol> symbols = view.positions().stream().map(Position::symbol).toList();
        // Quotes are evidence only: a missing quote holds nothing up.
        List<Quote> quotes =
            symbols.isEmpty()
                ? List.of()
                : switch (desk.quotes(request.account(), symbols)) {
                  case Reading.Seen<List<Quote>>(var seen, var at) -> seen;
                  case Reading.Unknown<List<Quote>> unknown -> List.<Quote>of();
                };
        yield new ReadOutcome.Seen(
            new View(
                view.account(),
                view.positions(),
                view.openOrders(),
                view.fills(),
                view.behind(),
                quotes,
                view.clock(),
                view.since(),
                view.at()),
            agrees);
      }
    };
  }

  @Override
  public ReadOutcome read(ReadRequest request) {
    Instant until = desk.now().plus(request.patience());
    Duration wait = QUICK;
    while (true) {
      ReadOutcome outcome =
          round(request.account(), request.scope()).read(request.since(), request.known());
      boolean late = !desk.now().isBefore(until);
      switch (outcome) {
        case Unread unread when late || !unread.fault().retryable() -> {
          return unread;
        }
        case Unread unread -> {}
        case ReadOutcome.Seen(var view, var ignored) -> {
          boolean agrees = AgreementRule.agrees(view, request.expected());
          if (agrees || late) {
            return new ReadOutcome.Seen(view, agrees);
          }
        }
      }
      desk.pause(wait);
      wait = longer(wait);
    }
  }

  @Override
  public CancelOutcome cancelOrders(CancelRequest request) {
    Instant until = desk.now().plus(Duration.ofSeconds(20));
    Duration wait = QUICK;
    while (true) {
      // Executions do not matter here, so none are read: since now.
      switch (round(request.account(), request.scope()).readWithoutFills()) {
        case Unread unread when !unread.fault().retryable() || !desk.now().isBefore(until) -> {
          return unread;
        }
        case Unread unread -> {
          desk.pause(wait);
          wait = longer(wait);
        }
        case ReadOutcome.Seen(var view, var agrees) -> {
          boolean late = !desk.now().isBefore(until);
          if (request.clearSuspend() && view.account().suspendedByUser() && !late) {
            // Nothing can be closed under it, cancels pass; it is read back before anything else.
            desk.clearSuspend(request.account());
            desk.pause(wait);
            wait = longer(wait);
            continue;
          }
          List<String> ids = new ArrayList<>();
          for (Order order : ExposureRule.toCancel(view, request.which(), request.own())) {
            ids.add(order.id());
          }
          request.also().stream().filter(id -> !ids.contains(id)).forEach(ids::add);
          ids.forEach(id -> desk.cancel(request.account(), id));
          return new CancelOutcome.Requested(ids, desk.now());
        }
      }
    }
  }

  @Override
  public CancelWait awaitCancels(AwaitCancels request) {
    Instant until = desk.now().plus(request.patience());
    Map<String, @Nullable Order> pending = new LinkedHashMap<>();
    request.orders().forEach(id -> pending.put(id, null));
    List<Order> ended = new ArrayList<>();
    Duration wait = QUICK;
    Reading.Unknown<Lookup> failure = null;
    while (true) {
      for (String id : List.copyOf(pending.keySet())) {
        switch (desk.order(request.account(), id)) {
          case Reading.Seen<Lookup>(Lookup.Found(var order), var at) -> {
            pending.put(id, order);
            follow(request.account(), order, pending, ended);
          }
          case Reading.Seen<Lookup>(Lookup.Absent absent, var at) -> pending.remove(id);
          case Reading.Unknown<Lookup> unknown -> failure = unknown;
        }
      }
      if (pending.isEmpty()) {
        return new CancelWait.AllEnded(ended, desk.now());
      }
      if (failure != null && !failure.fault().retryable()) {
        return new Unread(failure.fault(), failure.reason(), desk.now());
      }
      if (!desk.now().isBefore(until)) {
        return stillLive(request.account(), pending, ended, failure);
      }
      desk.pause(wait);
      wait = longer(wait);
    }
  }

  @Override
  public Submission submit(ClosingOrder order) {
    return desk.sell(order);
  }

  @Override
  public Resolution resolve(ResolveRequest request) {
    Instant until = desk.now().plus(request.patience());
    Instant absentSince = null;
    while (true) {
      switch (desk.lookUp(request.account(), request.id())) {
        case Reading.Seen<Lookup>(Lookup.Found(var order), var at) -> {
          return new Resolution.Found(order, desk.now());
        }
        case Reading.Seen<Lookup>(Lookup.Absent absent, var at) -> {
          if (absentSince == null) {
            absentSince = desk.now();
          }
          if (Duration.between(absentSince, desk.now()).compareTo(ABSENCE) >= 0) {
            return new Resolution.Absent(desk.now());
          }
        }
        case Reading.Unknown<Lookup>(var fault, var reason) -> {
          absentSince = null;
          if (!fault.retryable() || !desk.now().isBefore(until)) {
            return new Unread(fault, reason, desk.now());
          }
        }
      }
      desk.pause(Duration.ofSeconds(1));
    }
  }

  @Override
  public FillWait awaitFill(AwaitClosing request) {
    Instant until = desk.now().plus(request.patience());
    Duration wait = QUICK;
    while (true) {
      Reading<Lookup> reading = desk.lookUp(request.account(), request.id());
      boolean late = !desk.now().isBefore(until);
      switch (reading) {
        case Reading.Seen<Lookup>(Lookup.Found(var order), var at) -> {
          if (order.status().terminal()) {
            return new FillWait.Ended(order, desk.now());
          }
          if (late) {
            return new FillWait.StillOpen(order, desk.now());
          }
        }
        case Reading.Seen<Lookup>(Lookup.Absent absent, var at) -> {
          if (late) {
            return new Unread(Fault.NOT_FOUND, "no order " + request.id(), desk.now());
          }
        }
        case Reading.Unknown<Lookup>(var fault, var reason) -> {
          if (late || !fault.retryable()) {
            return new Unread(fault, reason, desk.now());
          }
        }
      }
      desk.pause(wait);
      wait = longer(wait);
    }
  }

  @Override
  public Verification verify(VerifyRequest request) {
    Instant until = desk.now().plus(request.patience());
    VerifyRule rule = new VerifyRule(request.expected());
    Instant refutedSince = null;
    while (true) {
      ReadOutcome outcome =
          round(request.account(), request.scope()).read(request.since(), request.known());
      boolean late = !desk.now().isBefore(until);
      switch (outcome) {
        case Unread unread -> {
          if (late || !unread.fault().retryable()) {
            return unread;
          }
          rule.failed(unread.fault() + ": " + unread.detail());
        }
        case ReadOutcome.Seen(var view, var agrees) -> {
          if (rule.refutation(view).isPresent()) {
            return new Verification.NotFlat(rule.refutation(view).get(), desk.now());
          }
          if (view.looksFlat()) {
            refutedSince = null;
          } else if (refutedSince == null) {
            refutedSince = view.at();
          } else if (Duration.between(refutedSince, view.at()).compareTo(VerifyRule.SPAN) > 0) {
            return new Verification.NotFlat(NextStep.describe(view), desk.now());
          }
          List<Order> found = new ArrayList<>();
          List<ClientOrderId> unknown = new ArrayList<>();
          lookUpAll(request.account(), request.ids(), found, unknown);
          rule.seen(view, found, unknown);
          if (rule.proof().isPresent()) {
            return rule.proof().get();
          }
        }
      }
      if (late) {
        return rule.unproven(desk.now());
      }
      desk.pause(VERIFY_INTERVAL);
    }
  }

  @Override
  public Reconciliation reconcile(ReconcileRequest request) {
    Instant until = desk.now().plus(request.patience());
    while (true) {
      desk.pause(RECONCILE_INTERVAL);
      String now =
          Fingerprint.of(
              round(request.account(), request.scope()).read(request.since(), List.of()));
      if (!now.equals(request.fingerprint())) {
        return new Reconciliation(true, now, desk.now());
      }
      if (!desk.now().isBefore(until)) {
        return new Reconciliation(false, now, desk.now());
      }
    }
  }

  private void follow(
      AccountName account, Order order, Map<String, @Nullable Order> pending, List<Order> ended) {
    if (order.status().terminal()) {
      pending.remove(order.id());
      ended.add(order);
      String successor = order.replacedBy();
      if (order.status() == OrderStatus.REPLACED && successor != null) {
        pending.put(successor, null);
        desk.cancel(account, successor);
      }
    } else if (order.status() != OrderStatus.PENDING_CANCEL) {
      // A lost DELETE, or one that came while a replace was pending, leaves the order as it was.
      desk.cancel(account, order.id());
    }
  }

  private CancelWait stillLive(
      AccountName account,
      Map<String, @Nullable Order> pending,
      List<Order> ended,
      Reading.@Nullable Unknown<Lookup> failure) {
    List<Order> live = new ArrayList<>();
    for (Order order : pending.values()) {
      if (order != null) {
        live.add(order);
      }
    }
    if (live.isEmpty() && failure != null) {
      return new Unread(failure.fault(), failure.reason(), desk.now());
    }
    boolean open =
        switch (desk.clock(account)) {
          case Reading.Seen<MarketClock>(var clock, var at) -> clock.open();
          // Unknown counts as open: people are told instead of waiting silently for an open.
          case Reading.Unknown<MarketClock> unknown -> true;
        };
    return new CancelWait.StillLive(live, ended, open, desk.now());
  }

  private void lookUpAll(
      AccountName account,
      List<ClientOrderId> ids,
      List<Order> found,
      List<ClientOrderId> unknown) {
    for (ClientOrderId id : ids) {
      switch (desk.lookUp(account, id)) {
        case Reading.Seen<Lookup>(Lookup.Found(var order), var at) -> found.add(order);
        case Reading.Seen<Lookup>(Lookup.Absent absent, var at) -> {}
        case Reading.Unknown<Lookup> failed -> unknown.add(id);
      }
    }
  }

  private ReadRound round(AccountName account, Scope scope) {
    return new ReadRound(desk, account, scope);
  }

  private static Duration longer(Duration wait) {
    Duration doubled = wait.multipliedBy(2);
    return doubled.compareTo(SLOW) > 0 ? SLOW : doubled;
  }
}
