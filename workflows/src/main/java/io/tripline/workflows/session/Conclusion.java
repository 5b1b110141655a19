package io.tripline.workflows.session;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderStatus;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.slippage.FillSample;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the end of an order means for its permit, the journal and the pass. For workflow threads.
 */
final class Conclusion {
  private final AccountName account;
  private final SessionGuard guard;
  private final SessionRecord record;
  private final Duration patience;

  /** {@code patience}: how long an order is followed before it is cancelled. */
  Conclusion(AccountName account, SessionGuard guard, SessionRecord record, Duration patience) {
    this.account = account;
    this.guard = guard;
    this.record = record;
    this.patience = patience;
  }

  SessionPass.Result of(
      ClientOrderId id,
      SendOutcome outcome,
      Price decisionPrice,
      @Nullable Quote arrival,
      String prefix) {
    return switch (outcome) {
      case SendOutcome.Ended(var order) -> {
        OrderEnd end = OrderEnd.of(order, arrival, patience).orElse(null);
        settle(
            id,
            Settlement.Outcome.ENDED,
            order.status() + ", filled " + order.filled(),
            record.ended(order, decisionPrice, arrival, end).orElse(null),
            end);
        yield new SessionPass.Result(
            order.status() == OrderStatus.REJECTED ? SessionEnd.REFUSED : SessionEnd.TRADED,
            prefix
                + (order.side().sign() > 0 ? "bought " : "sold ")
                + order.filled()
                + " "
                + order.symbol()
                + (order.filledAverage() == null ? "" : " at " + order.filledAverage())
                + ", order "
                + id
                + " "
                + order.status());
      }
      case SendOutcome.Resting(var order) -> {
        settle(id, Settlement.Outcome.RESTING, "cancel asked for, not confirmed");
        record.failed(id, "RESTING", "the cancel is not confirmed, filled " + order.filled());
        yield new SessionPass.Result(
            SessionEnd.UNRESOLVED, prefix + "order " + id + " still rests");
      }
      case SendOutcome.Refused(var fault, var detail) -> {
        settle(id, Settlement.Outcome.REFUSED, fault + ": " + detail);
        record.failed(id, "REFUSED", fault + ": " + detail);
        yield new SessionPass.Result(SessionEnd.REFUSED, prefix + fault.sentence() + " " + detail);
      }
      case SendOutcome.Absent(var detail) -> {
        settle(id, Settlement.Outcome.UNKNOWN, detail);
        record.failed(id, "UNRESOLVED", detail + "; dropped, not sent again");
        yield new SessionPass.Result(
            SessionEnd.UNRESOLVED, prefix + detail + "; dropped, not sent again");
      }
      case SendOutcome.Unresolved(var detail) -> {
        settle(id, Settlement.Outcome.UNKNOWN, detail);
        record.failed(id, "UNRESOLVED", detail);
        yield new SessionPass.Result(SessionEnd.UNRESOLVED, prefix + "order " + id + ": " + detail);
      }
    };
  }

  /** Takes a permit off the guard's books. */
  void settle(ClientOrderId id, Settlement.Outcome outcome, String detail) {
    settle(id, outcome, detail, null, null);
  }

  /** An exit without a permit is on no books: only what its fill cost is told. */
  private void settle(
      ClientOrderId id,
      Settlement.Outcome outcome,
      String detail,
      @Nullable FillSample fill,
      @Nullable OrderEnd end) {
    boolean onBooks = !id.value().startsWith("exit-");
    if (onBooks || (fill != null && tellsUnguardedFills())) {
      guard.settle(new Settlement(account, id, outcome, detail, fill, end));
    }
  }

  /** Sessions that began before the guard measured fills go on as they began. */
  private static boolean tellsUnguardedFills() {
    return Workflow.getVersion("fill-of-an-exit-without-permit", Workflow.DEFAULT_VERSION, 1) == 1;
  }
}
