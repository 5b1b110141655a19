package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.flatten.DirectEnd.NotFlat;
import io.tripline.workflows.flatten.DirectEnd.Reason;
import io.tripline.workflows.flatten.FlattenSteps.ReadRequest;
import io.tripline.workflows.flatten.FlattenSteps.VerifyRequest;
import io.tripline.workflows.flatten.FlattenSteps.Which;
import io.tripline.workflows.proof.ProofOfFlat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The break-glass flatten: the states of {@code Flatten}, its decisions ({@link NextStep}) and its
 * polling ({@link PolledFlattenSteps}) in one thread without Temporal, journal or guard. Where the
 * workflow would wait for people it ends. It only ever cancels and sells; it never buys. Not
 * thread-safe; runs once.
 */
public final class DirectFlatten {
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  /** So long a reading waits for symbols that somebody goes on trading. */
  private static final Duration UNREST = Duration.ofSeconds(60);

  private final DirectDesk desk;
  private final FlattenSteps steps;
  private final DirectTerms terms;
  private final Consumer<String> tell;
  private final ClosingOrders orders = new ClosingOrders();
  private final Openings openings = new Openings(change -> true);
  private final Witness witness = new Witness();
  private final Budget budget = new Budget();
  private final FreshSales sales = new FreshSales();
  private final NextStep next;
  private @Nullable View last;
  private Instant deadline;
  private boolean numbered;
  private String told = "";

  /** {@code tell} hears one line per step, for people. */
  public DirectFlatten(DirectDesk desk, DirectTerms terms, Consumer<String> tell) {
    this.desk = desk;
    this.steps = new PolledFlattenSteps(desk);
    this.terms = terms;
    this.tell = tell;
    deadline = desk.now().plus(terms.patience());
    next = new NextStep(terms.account(), orders, openings, witness, budget, change -> true);
  }

  /** What a flatten would do with what one reading shows. */
  public record Plan(List<Order> cancels, List<Position> closes, List<Position> shorts) {
    /** Copies the lists. */
    public Plan {
      cancels = List.copyOf(cancels);
      closes = List.copyOf(closes);
      shorts = List.copyOf(shorts);
    }

    /**
     * With the market closed, or nothing but shorts, only what could raise exposure is cancelled.
     */
    public static Plan of(View view) {
      List<Position> longs =
          view.positions().stream().filter(p -> p.quantity().signum() > 0).toList();
      List<Position> shorts =
          view.positions().stream().filter(p -> p.quantity().signum() < 0).toList();
      boolean all = view.openFor(NextStep.CLOSE_MARGIN) && (shorts.isEmpty() || !longs.isEmpty());
      return new Plan(
          ExposureRule.toCancel(view, all ? Which.ALL : Which.RAISING, List.of()), longs, shorts);
    }
  }

  /** One reading, of which {@link Plan#of} makes the plan; touches nothing. */
  public ReadOutcome look() {
    return steps.read(toRead(null, Policies.AGREEMENT_PATIENCE));
  }

  /** Runs until flat is proven, or nothing more can be done without people. */
  public DirectEnd run() {
    deadline = desk.now().plus(terms.patience());
    FlattenState state = new FlattenState.Snapshot();
    while (true) {
      if (desk.now().isAfter(deadline) && !(state instanceof FlattenState.Verifying)) {
        return outOfTime(state);
      }
      say(state);
      switch (state) {
        case FlattenState.Verifying at -> {
          Verification verification = steps.verify(toVerify());
          state = afterVerification(verification);
          if (verification instanceof Verification.Flat flat
              && state instanceof FlattenState.Verifying) {
            return new DirectEnd.Flat(proof(flat));
          }
        }
        case FlattenState.Escalated at when !at.trouble().keepsTrying() -> {
          return notFlat(reason(at.trouble()), at.detail());
        }
        case FlattenState.ClosedMarket at -> {
          state = closedMarket();
          if (state instanceof FlattenState.ClosedMarket) {
            return notFlat(Reason.MARKET_CLOSED, exposure());
          }
        }
        case FlattenState.Escalated at -> {
          desk.pause(TRY_AGAIN);
          budget.reset();
          state = new FlattenState.Reading();
        }
        case FlattenState.Ended at ->
            throw new IllegalStateException("no step of a direct flatten ends in " + at);
        case FlattenState.Latched at -> state = new FlattenState.Snapshot();
        case FlattenState.Snapshot at -> state = read(witnessed(Policies.SNAPSHOT_PATIENCE));
        case FlattenState.Reading at -> state = read(witnessed(Policies.AGREEMENT_PATIENCE));
        case FlattenState.Cancelling at -> state = cancelling(at);
        case FlattenState.AwaitingCancels at ->
            state =
                next.afterCancelWait(
                    steps.awaitCancels(
                        new FlattenSteps.AwaitCancels(
                            terms.account(),
                            at.orders(),
                            budget.within(Policies.CANCEL_PATIENCE))));
        case FlattenState.Submitting at -> state = submitting(at.order());
        case FlattenState.Resolving at ->
            state =
                next.afterResolution(
                    at.order(),
                    steps.resolve(
                        new FlattenSteps.ResolveRequest(
                            terms.account(), at.order().id(), Policies.LOOK_UP_PATIENCE)));
        case FlattenState.AwaitingFill at ->
            state =
                next.afterFill(
                    at,
                    steps.awaitFill(
                        new FlattenSteps.AwaitClosing(
                            terms.account(), at.id(), Policies.FILL_PATIENCE)));
      }
    }
  }

  private FlattenState read(ReadOutcome outcome) {
    return switch (outcome) {
      case Unread unread -> {
        budget.tick(unread.at());
        yield next.afterUnread(unread);
      }
      case ReadOutcome.Seen(var view, var agrees) -> {
        budget.tick(view.at());
        last = view;
        yield next.afterRead(view, agrees, terms.request());
      }
    };
  }

  /** The proof counts if the day's orders name no execution that it does not contain. */
  private FlattenState confirmed() {
    View view = last;
    if (view == null) {
      return new FlattenState.Reading();
    }
    List<KnownFill> before = witness.known();
    return switch (desk.orders(terms.account(), view.since())) {
      case Reading.Seen<List<Order>>(var day, var at) -> {
        note(day, view);
        yield witness.known().equals(before)
            ? new FlattenState.Verifying()
            : new FlattenState.Reading();
      }
      case Reading.Unknown<List<Order>>(var fault, var reason) ->
          next.afterUnread(new Unread(fault, reason, desk.now()));
    };
  }

  /**
   * A reading with all executions that the day's orders tell of. Nobody halted the bot, and a
   * process of ours that was killed may have sold a moment ago: an opening quantity that is learnt
   * from a reading in which positions and executions are not equally fresh stays wrong for the rest
   * of the run, and sells what is not held. Symbols that do not come to rest are not waited for any
   * longer than {@link #UNREST}: they count as lacking executions, and the others are closed.
   */
  private ReadOutcome witnessed(Duration patience) {
    Instant latest = desk.now().plus(patience).plus(UNREST);
    Instant until = desk.now().plus(patience);
    while (true) {
      List<KnownFill> before = witness.known();
      ReadOutcome outcome = steps.read(toRead(since(), patience));
      if (!(outcome instanceof ReadOutcome.Seen(var view, var agrees))) {
        return outcome;
      }
      switch (desk.orders(terms.account(), view.since())) {
        case Reading.Seen<List<Order>>(var day, var at) -> {
          last = view;
          note(day, view);
          Duration unsure = sales.unsure(openings.expected(), desk.now());
          if (!unsure.isPositive() && witness.known().equals(before)) {
            return outcome;
          }
          Instant now = desk.now();
          if (now.isAfter(unsure.isPositive() ? latest : until) || now.isAfter(deadline)) {
            return new ReadOutcome.Seen(view.lacking(restless(before)), false);
          }
          if (unsure.isPositive()) {
            waitOut(unsure, view);
            until = desk.now().plus(patience);
          }
        }
        case Reading.Unknown<List<Order>>(var fault, var reason) -> {
          if (!fault.retryable() || desk.now().isAfter(until)) {
            return new Unread(fault, reason, desk.now());
          }
          desk.pause(Duration.ofMillis(500));
        }
      }
    }
  }

  private Set<Symbol> restless(List<KnownFill> before) {
    Set<Symbol> symbols = new HashSet<>(sales.unsureSymbols(openings.expected(), desk.now()));
    witness.known().stream()
        .filter(fill -> !before.contains(fill))
        .forEach(fill -> symbols.add(fill.symbol()));
    return symbols;
  }

  /** Cancelling can't sell twice, so it does not wait. */
  private void waitOut(Duration unsure, View view) {
    tell.accept("something was sold a moment ago: waits, so that it can't be sold twice");
    if (view.openFor(NextStep.CLOSE_MARGIN)) {
      boolean longs = view.positions().stream().anyMatch(p -> p.quantity().signum() > 0);
      Which which = longs ? Which.ALL : Which.RAISING;
      cancelling(new FlattenState.Cancelling(which, List.of(), List.of()));
    }
    desk.pause(unsure);
  }

  private void note(List<Order> day, View view) {
    day.stream()
        .filter(order -> terms.scope().contains(order.symbol()))
        .forEach(order -> {
          witness.note(order, view.since());
          sales.note(order, view, desk.now());
        });
    if (!numbered) {
      numbered = true;
      orders.carry(
          List.of(),
          DirectTerms.spent(terms.request(), day.stream().map(Order::clientOrderId).toList()));
    }
  }

  private FlattenState cancelling(FlattenState.Cancelling at) {
    return next.afterCancelRequests(
        steps.cancelOrders(
            new FlattenSteps.CancelRequest(
                terms.account(), terms.scope(), at.which(), at.also(), at.own())));
  }

  private FlattenState submitting(ClosingOrder order) {
    orders.sending(order);
    budget.attempt(order.symbol());
    tell.accept("sells " + order.quantity() + " " + order.symbol() + " as " + order.id());
    Submission submission = steps.submit(order);
    if (submission instanceof Submission.Refused(var fault, var detail)) {
      tell.accept("the broker refused " + order.id() + ": " + fault + ", " + detail);
    }
    return next.afterSubmission(order, submission);
  }

  /** Protective exits and stops stay: they are all that stands between the account and the open. */
  private FlattenState closedMarket() {
    budget.pause();
    FlattenState follows =
        cancelling(new FlattenState.Cancelling(Which.RAISING, List.of(), List.of()));
    if (follows instanceof FlattenState.AwaitingCancels(var requested)) {
      steps.awaitCancels(
          new FlattenSteps.AwaitCancels(terms.account(), requested, Policies.CANCEL_PATIENCE));
    } else if (follows instanceof FlattenState.Escalated) {
      return follows;
    }
    return read(witnessed(Policies.AGREEMENT_PATIENCE));
  }

  private FlattenState afterVerification(Verification verification) {
    return switch (verification) {
      case Verification.Flat flat -> confirmed();
      case Verification.NotFlat(var what, var at) -> {
        tell.accept("not flat: " + what);
        yield new FlattenState.Reading();
      }
      case Verification.Unproven(var why, var symbols, var at) ->
          next.escalated(Trouble.CONTRADICTION, why);
      case Unread unread -> next.afterUnread(unread);
    };
  }

  private DirectEnd outOfTime(FlattenState state) {
    if (state instanceof FlattenState.Escalated at) {
      return notFlat(reason(at.trouble()), at.detail());
    }
    return last == null
        ? notFlat(Reason.UNREACHABLE, "the account was never read")
        : notFlat(Reason.OUT_OF_TIME, state.label() + ": " + exposure());
  }

  private NotFlat notFlat(Reason reason, String detail) {
    return new NotFlat(reason, detail, last, orders.known(), desk.now());
  }

  private static Reason reason(Trouble trouble) {
    return switch (trouble) {
      case SHORT -> Reason.SHORT;
      case REFUSED -> Reason.REFUSED;
      case UNAUTHORISED -> Reason.KEYS_REFUSED;
      case RESTRICTED -> Reason.RESTRICTED;
      case SUSPENDED -> Reason.SUSPENDED;
      case BROKER_DOWN -> Reason.UNREACHABLE;
      case CANCELS_STUCK, EXHAUSTED, CONTRADICTION, DEFECT -> Reason.OUT_OF_TIME;
    };
  }

  private ReadRequest toRead(@Nullable Instant since, Duration patience) {
    return new ReadRequest(
        terms.account(), terms.scope(), since, openings.expected(), witness.known(), patience);
  }

  private VerifyRequest toVerify() {
    View view = last;
    if (view == null) {
      throw new IllegalStateException("nothing was read before the verification");
    }
    List<ClientOrderId> ids = new ArrayList<>(orders.idsToSettle());
    return new VerifyRequest(
        terms.account(),
        terms.scope(),
        view.since(),
        openings.expected(),
        witness.known(),
        ids,
        Policies.VERIFY_PATIENCE);
  }

  private ProofOfFlat proof(Verification.Flat flat) {
    return new ProofOfFlat(
        terms.account(),
        terms.scope().describe(),
        flat.reads(),
        flat.symbols(),
        orders.known(),
        orders.averagePrice(),
        flat.at(),
        flat.marketAt());
  }

  private @Nullable Instant since() {
    return last == null ? null : last.since();
  }

  /** What is held and rests, in one line. */
  private String exposure() {
    return Optional.ofNullable(last).map(NextStep::describe).orElse("nothing was read");
  }

  private void say(FlattenState state) {
    String line =
        switch (state) {
          case FlattenState.Snapshot at -> "reads the account";
          case FlattenState.Cancelling at -> "cancels open orders (" + exposure() + ")";
          case FlattenState.AwaitingCancels at ->
              "waits until " + at.orders().size() + " orders have ended";
          case FlattenState.Resolving at -> "looks up " + at.order().id();
          case FlattenState.AwaitingFill at -> "waits for " + at.id() + " to fill";
          case FlattenState.Verifying at -> "proves flat: agreeing reads over 10 s";
          case FlattenState.Escalated at -> at.trouble().sentence() + " " + at.detail();
          case FlattenState.ClosedMarket at -> "the market is closed";
          case FlattenState.Latched at -> "";
          case FlattenState.Reading at -> "";
          case FlattenState.Submitting at -> "";
          case FlattenState.Ended at -> "";
        };
    if (!line.isEmpty() && !line.equals(told)) {
      told = line;
      tell.accept(line);
    }
  }
}
