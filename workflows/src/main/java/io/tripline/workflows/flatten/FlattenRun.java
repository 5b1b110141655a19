package io.tripline.workflows.flatten;

import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.FlattenState.AwaitingCancels;
import io.tripline.workflows.flatten.FlattenState.AwaitingFill;
import io.tripline.workflows.flatten.FlattenState.Cancelling;
import io.tripline.workflows.flatten.FlattenState.ClosedMarket;
import io.tripline.workflows.flatten.FlattenState.Ended;
import io.tripline.workflows.flatten.FlattenState.Escalated;
import io.tripline.workflows.flatten.FlattenState.Latched;
import io.tripline.workflows.flatten.FlattenState.Reading;
import io.tripline.workflows.flatten.FlattenState.Resolving;
import io.tripline.workflows.flatten.FlattenState.Snapshot;
import io.tripline.workflows.flatten.FlattenState.Submitting;
import io.tripline.workflows.flatten.FlattenState.Verifying;
import io.tripline.workflows.flatten.FlattenSteps.Which;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.market.MarketWait;
import io.tripline.workflows.proof.FlattenNotice.Stage;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The states of a flatten, one method each; what follows from what was seen is {@link NextStep}.
 */
final class FlattenRun {
  private final FlattenSteps reads = steps(Policies.reads());
  private final FlattenSteps polls = steps(Policies.polls());
  private final FlattenSteps slow = steps(Policies.reconciling());

  private final FlattenBooks books;
  private final FlattenInbox inbox;
  private final NextStep next;
  private final JournalQueue journal;
  private final FlattenRecord record;
  private final ClosingDesk closing;
  private final GuardLine line;
  private final MarketWait marketWait;
  private FlattenState state = new Latched();
  private String detail = "waits for a request";
  private @Nullable FlattenResult result;
  private @Nullable String told;
  private @Nullable Instant toldOpen;
  private boolean continued;
  private String shownGate = "";

  FlattenRun(FlattenBooks books, FlattenInbox inbox, @Nullable FlattenCarried carried) {
    this.books = books;
    this.inbox = inbox;
    told = carried == null ? null : carried.told();
    continued = carried != null;
    next = books.next;
    journal = new JournalQueue(books.account);
    record = new FlattenRecord(journal, books);
    closing =
        new ClosingDesk(
            polls, steps(Policies.submission()), books, record, text -> tell(Stage.WORKING, text));
    line = new GuardLine(books.account, Policies.notices());
    marketWait = new MarketWait(() -> reads.clock(new FlattenSteps.ClockRequest(books.account)));
  }

  /** Runs to an end, or until it should continue as new; {@link #result} tells which. */
  void procedure() {
    books.begin();
    Workflow.upsertTypedSearchAttributes(SearchAttributes.ACCOUNT.valueSet(books.account.value()));
    if (!Workflow.await(Policies.FIRST_REQUEST, books::hasNew)) {
      throw Fault.NOT_READY.failure("nobody asked for anything; the guard sends the request");
    }
    while (true) {
      state = absorb();
      while (!(state instanceof Ended)) {
        if (dueToContinue()) {
          return;
        }
        enter(step());
      }
      finish(((Ended) state).result());
      Workflow.await(() -> books.hasNew() || quiet());
      if (!books.hasNew()) {
        return;
      }
      result = null;
    }
  }

  Optional<FlattenResult> result() {
    return Optional.ofNullable(result);
  }

  @Nullable String told() {
    return told;
  }

  void clockMoved() {
    marketWait.clockMoved();
  }

  FlattenStatus status() {
    return new FlattenStatus(
        state.label(),
        books.budget.attempts(),
        detail,
        books.open().stream().map(r -> r.requestId()).toList(),
        books.orders.known(),
        openGate().orElse(null),
        result);
  }

  /** Renews the run sheet and the attribute of the gate. */
  void show() {
    Workflow.setCurrentDetails(FlattenSheet.render(books, state, detail, openGate()));
    String gate = openGate().map(Gate::id).orElse("");
    if (!gate.equals(shownGate)) {
      shownGate = gate;
      Workflow.upsertTypedSearchAttributes(
          gate.isEmpty()
              ? SearchAttributes.AWAITING_APPROVAL.valueUnset()
              : SearchAttributes.AWAITING_APPROVAL.valueSet(gate));
    }
  }

  private FlattenState step() {
    if (books.hasNew()) {
      return absorb();
    }
    inbox.gate().ifPresent(g -> g.expire(now()));
    record.decisions(inbox.gate());
    if (inbox.decided()) {
      return inbox.gate().flatMap(g -> g.end(books.lastView())).orElseGet(this::moreThanShown);
    }
    if (inbox.cancelUntold()) {
      inbox.cancelTold();
      record.note("somebody cancelled this workflow; it goes on, only a gate ends it");
      tell(Stage.ESCALATED, "Its cancel was requested and is not obeyed: only a gate ends it.");
    }
    try {
      return switch (state) {
        case Latched at -> latched();
        case Snapshot at -> read(polls.snapshot(books.toRead(Policies.SNAPSHOT_PATIENCE)), true);
        case Cancelling at -> cancelling(at);
        case AwaitingCancels at -> awaitingCancels(at);
        case Reading at -> read(polls.read(books.toRead(Policies.AGREEMENT_PATIENCE)), false);
        case Submitting at -> closing.submitting(at.order());
        case Resolving at -> closing.resolving(at.order());
        case AwaitingFill at -> closing.awaitingFill(at);
        case ClosedMarket at -> closedMarket();
        case Verifying at -> verifying();
        case Escalated at -> escalated(at);
        case Ended at -> at;
      };
    } catch (ActivityFailure e) {
      return Fault.of(e)
          .<FlattenState>map(fault -> next.afterUnread(new Unread(fault, Fault.detailOf(e), now())))
          .orElseGet(() -> next.escalated(Trouble.DEFECT, Fault.detailOf(e)));
    }
  }

  private FlattenState absorb() {
    List<FlattenRequest> fresh = books.absorb();
    books.budget.reset();
    if (continued) {
      continued = false;
      return new Latched();
    }
    fresh.forEach(record::requested);
    told = null;
    toldOpen = null;
    tell(Stage.WORKING, "proving the account flat");
    return new Latched();
  }

  private FlattenState latched() {
    Instant use = books.latestUse();
    if (use == null) {
      return new Snapshot();
    }
    Duration wait = Duration.between(now(), use.plus(Policies.WRITE_TIMEOUT));
    if (wait.isPositive() && !Interruptible.pause(wait, "permits run out", inbox::outdates)) {
      return state;
    }
    FlattenSteps.Settled settled =
        polls.settle(new FlattenSteps.SettleRequest(books.account, books.runOut()));
    books.lookedUp(settled.found());
    record.ranOut(settled);
    return new Snapshot();
  }

  private FlattenState read(ReadOutcome outcome, boolean evidence) {
    return switch (outcome) {
      case Unread unread -> {
        books.budget.tick(unread.at());
        yield next.afterUnread(unread);
      }
      case ReadOutcome.Seen(var view, var agrees) -> {
        books.budget.tick(view.at());
        books.seen(view);
        if (evidence) {
          record.snapshot(view);
        }
        FlattenState follows = next.afterRead(view, agrees, books.latest().requestId());
        List<String> late = books.takeLateOrders();
        yield late.isEmpty()
            ? follows
            : new Cancelling(view.clock().open() ? Which.ALL : Which.RAISING, late, List.of());
      }
    };
  }

  private FlattenState cancelling(Cancelling at) {
    CancelOutcome outcome = polls.cancelOrders(books.toCancel(at));
    if (outcome instanceof CancelOutcome.Requested(var orders, var when) && !orders.isEmpty()) {
      record.cancelling(orders);
    }
    return next.afterCancelRequests(outcome);
  }

  private FlattenState awaitingCancels(AwaitingCancels at) {
    CancelWait wait =
        polls.awaitCancels(
            new FlattenSteps.AwaitCancels(
                books.account, at.orders(), books.budget.within(Policies.CANCEL_PATIENCE)));
    return next.afterCancelWait(wait);
  }

  private FlattenState closedMarket() {
    books.budget.pause();
    CancelOutcome cancels =
        polls.cancelOrders(
            new FlattenSteps.CancelRequest(
                books.account, books.scope(), Which.RAISING, List.of(), List.of()));
    if (cancels instanceof CancelOutcome.Requested(var orders, var at) && !orders.isEmpty()) {
      record.cancelling(orders);
      polls.awaitCancels(
          new FlattenSteps.AwaitCancels(books.account, orders, Policies.CANCEL_PATIENCE));
    }
    FlattenState follows = read(polls.read(books.toRead(Policies.AGREEMENT_PATIENCE)), false);
    View view = books.lastView();
    if (!(follows instanceof ClosedMarket) || view == null) {
      return follows;
    }
    books.budget.pause();
    Instant open = view.clock().nextOpen();
    if (!open.equals(toldOpen)) {
      toldOpen = open;
      String waiting = StateWords.closed(open, view);
      record.note(waiting);
      detail = waiting;
      tell(Stage.WAITING_FOR_OPEN, waiting);
      show();
    }
    Optional<FlattenState> pushed = pushed();
    if (pushed.isPresent()) {
      return pushed.get();
    }
    boolean reached =
        marketWait.until(open.plus(Policies.AFTER_OPEN), "wait for the open", inbox::urgent);
    return reached ? new Reading() : pushed().orElse(state);
  }

  private FlattenState verifying() {
    View view = books.lastView();
    if (view == null) {
      return new Reading();
    }
    Optional<Verification> verification =
        Interruptible.unless(
            inbox::outdates, polls::verify, books.toVerify(view, Policies.VERIFY_PATIENCE));
    if (verification.isEmpty() || inbox.outdates()) {
      return state;
    }
    return switch (verification.get()) {
      case Verification.Flat flat -> new Ended(new FlattenResult.ProvenFlat(books.proof(flat)));
      case Verification.NotFlat(var what, var at) -> {
        record.note("not flat: " + what);
        yield new Reading();
      }
      case Verification.Unproven(var why, var symbols, var at) ->
          next.escalated(Trouble.CONTRADICTION, why);
      case Unread unread -> next.afterUnread(unread);
    };
  }

  private FlattenState escalated(Escalated at) {
    if (!at.trouble().name().equals(told)) {
      told = at.trouble().name();
      record.escalated(at.trouble(), at.detail());
      tell(Stage.ESCALATED, at.trouble().sentence() + " " + at.detail());
    }
    Optional<FlattenState> pushed = pushed();
    if (pushed.isPresent()) {
      return pushed.get();
    }
    View view = books.lastView();
    Optional<Reconciliation> seen =
        Interruptible.unless(
            inbox::urgent,
            slow::reconcile,
            new FlattenSteps.ReconcileRequest(
                books.account,
                books.scope(),
                view == null ? null : view.since(),
                at.fingerprint(),
                at.trouble().keepsTrying()
                    ? Policies.RECONCILE_INTERVAL
                    : Policies.RECONCILE_PATIENCE));
    if (seen.isEmpty()) {
      return pushed().orElse(state);
    }
    if (seen.get().changed()) {
      record.note("the account looks other than before: " + seen.get().fingerprint());
    }
    if (seen.get().changed() || at.trouble().keepsTrying()) {
      books.budget.reset();
      return new Reading();
    }
    return state;
  }

  /** What a person asked for while it waited. */
  private Optional<FlattenState> pushed() {
    Optional<FlattenNudge> handled = inbox.takeHandled();
    Optional<FlattenNudge> retry = inbox.takeRetry();
    if (handled.isPresent()) {
      record.note("said to be closed by hand by " + handled.get().by() + ": it is verified");
      return Optional.of(new Verifying());
    }
    if (retry.isPresent()) {
      record.note("tried again, asked by " + retry.get().by());
      told = null;
      books.budget.reset();
      return Optional.of(new Reading());
    }
    return Optional.empty();
  }

  private FlattenState moreThanShown() {
    record.note(FlattenGate.MORE_THAN_SHOWN);
    tell(Stage.ESCALATED, FlattenGate.MORE_THAN_SHOWN);
    return state;
  }

  private void finish(FlattenResult end) {
    result = end;
    record.finished(end);
    line.tellAll(books.open(), Stage.ENDED, state.label(), end);
    inbox.gate().ifPresent(FlattenGate::used);
    show();
    books.answered();
  }

  private void enter(FlattenState entered) {
    state = entered;
    detail = StateWords.detail(entered, detail);
    show();
  }

  /** What people decided or asked for is not carried over: it is carried out and told first. */
  private boolean dueToContinue() {
    return StateWords.between(state)
        && Workflow.getInfo().isContinueAsNewSuggested()
        && openGate().isEmpty()
        && !inbox.cancelled()
        && !inbox.urgent()
        && !record.decisions(inbox.gate())
        && quiet();
  }

  private boolean quiet() {
    return journal.empty() && line.quiet() && Workflow.isEveryHandlerFinished();
  }

  private Optional<Gate> openGate() {
    return inbox.gate().flatMap(FlattenGate::gate);
  }

  private void tell(Stage stage, String text) {
    line.tellAll(books.open(), stage, text, null);
  }

  private static FlattenSteps steps(ActivityOptions options) {
    return Workflow.newActivityStub(FlattenSteps.class, options);
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
