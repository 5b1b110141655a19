package io.tripline.workflows.session;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.FillOutcome;
import io.tripline.workflows.broker.Lookup;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sends one order and follows it to its end. It sends once: an order without an answer is looked up
 * by its id. Only for workflow threads.
 */
final class OrderDesk {
  private final AccountName account;
  private final Duration patience;
  private final SessionReads reads;
  private final SessionRules rules;
  private final SessionSheet sheet;
  private @Nullable Quote arrival;

  OrderDesk(SessionParts parts, Duration patience) {
    this.account = parts.account();
    this.patience = patience;
    this.reads = parts.reads();
    this.rules = parts.rules();
    this.sheet = parts.sheet();
  }

  /** Sends it unless {@code expiresAt} (wall time) is too near, and follows it. */
  SendOutcome send(ClientOrderId id, OrderIntent intent, Instant expiresAt) {
    sheet.to(new SessionState.Executing(id));
    arrival = null;
    return switch (submit(new Broker.OrderSubmission(account, id, intent, expiresAt))) {
      case Submission.Accepted(var order, var quote) -> {
        arrival = quote;
        yield follow(order);
      }
      case Submission.Unknown(var detail) -> resolve(id, intent, expiresAt, detail);
      case Submission.Refused(var fault, var detail) when fault == Fault.DUPLICATE_ORDER_ID ->
          resolve(id, intent, expiresAt, detail);
      case Submission.Refused(var fault, var detail) -> new SendOutcome.Refused(fault, detail);
    };
  }

  /** The quote as the last order was sent; null where it was not read. */
  @Nullable Quote arrival() {
    return arrival;
  }

  /** Waits for an order's end; when the patience is over it is cancelled, and its end awaited. */
  SendOutcome follow(Order order) {
    if (order.status().terminal()) {
      return new SendOutcome.Ended(order);
    }
    ClientOrderId id = order.clientOrderId();
    sheet.to(new SessionState.AwaitingFill(id));
    try {
      Duration unseen =
          rules.cancelsWhatIsNotSeen() ? Policies.UNSEEN_FOR : Policies.UNSEEN_AT_LAST;
      return switch (await(id, "wait for the fill of " + id, patience, unseen)) {
        case FillOutcome.Ended(var ended) -> new SendOutcome.Ended(ended);
        case FillOutcome.StillOpen(var open) ->
            cancel(open, "did not fill within " + patience.toSeconds() + " s");
      };
    } catch (ActivityFailure failed) {
      return rules.cancelsWhatIsNotSeen()
          ? cancel(order, "can't be followed (" + Fault.detailOf(failed) + ")")
          : new SendOutcome.Unresolved(Fault.detailOf(failed));
    }
  }

  private Submission submit(Broker.OrderSubmission order) {
    Broker broker =
        Workflow.newActivityStub(
            Broker.class,
            Policies.submit(
                "send " + order.clientOrderId() + ": " + SessionPlan.words(order.intent())));
    try {
      return broker.submit(order);
    } catch (ActivityFailure failed) {
      return new Submission.Unknown(Fault.detailOf(failed));
    }
  }

  private SendOutcome resolve(
      ClientOrderId id, OrderIntent intent, Instant expiresAt, String detail) {
    sheet.to(new SessionState.Resolving(id));
    sheet.line("no answer for " + id + " (" + detail + "): looking it up, not sending it again");
    Instant until = now().plus(Policies.LOOK_UP_FOR);
    Instant travelled = expiresAt.plus(Policies.WRITE_TIMEOUT);
    if (travelled.isAfter(until)) {
      until = travelled;
    }
    while (true) {
      // Taken before the look-up: an absence counts only from when it was asked for.
      Instant askedAt = now();
      Lookup seen;
      try {
        seen = lookUp(id);
      } catch (ApplicationFailure failed) {
        return new SendOutcome.Unresolved(failed.getOriginalMessage());
      }
      switch (seen) {
        case Lookup.Found(var order) -> {
          return matches(order, intent)
              ? follow(order)
              : new SendOutcome.Refused(Fault.DUPLICATE_ORDER_ID, "another order has the id " + id);
        }
        case Lookup.Absent() -> {
          if (!askedAt.isBefore(until)) {
            return new SendOutcome.Absent(
                "the answer was lost and the broker knows no order " + id);
          }
        }
      }
      pause(Duration.between(now(), until), "before " + id + " is looked up again");
    }
  }

  /** Asks by client order id; throws the failure of a {@link Fault}. */
  Lookup lookUp(ClientOrderId id) {
    return reads.read(
        Broker.class,
        Fault.BROKER_UNREACHABLE,
        "look up " + id,
        broker -> broker.lookUp(new Broker.OrderQuery(account, id)));
  }

  private SendOutcome cancel(Order open, String why) {
    ClientOrderId id = open.clientOrderId();
    sheet.line("order " + id + " " + why + ": cancelling");
    Broker broker = Workflow.newActivityStub(Broker.class, Policies.read("cancel " + id));
    try {
      boolean taken = broker.cancel(new Broker.CancelOrder(account, open.id()));
      sheet.line(taken ? "cancel taken" : "the broker did not take the cancel of " + id);
    } catch (ActivityFailure failed) {
      sheet.line("the cancel of " + id + " failed: " + Fault.detailOf(failed));
    }
    try {
      return switch (await(
          id, "wait for the end of " + id, Policies.CANCEL_PATIENCE, Policies.UNSEEN_AT_LAST)) {
        case FillOutcome.Ended(var ended) -> new SendOutcome.Ended(ended);
        case FillOutcome.StillOpen(var still) -> new SendOutcome.Resting(still);
      };
    } catch (ActivityFailure failed) {
      if (rules.cancelsWhatIsNotSeen()) {
        return new SendOutcome.Unresolved(Fault.detailOf(failed));
      }
      throw failed;
    }
  }

  private FillOutcome await(ClientOrderId id, String summary, Duration limit, Duration unseen) {
    return Workflow.newActivityStub(Broker.class, Policies.await(summary, limit, unseen))
        .awaitFill(new Broker.AwaitFill(account, id, limit));
  }

  private static boolean matches(Order order, OrderIntent intent) {
    return order.symbol().equals(intent.symbol())
        && order.side() == intent.side()
        && order.quantity() != null
        && order.quantity().compareTo(intent.quantity()) == 0;
  }

  private static void pause(Duration left, String summary) {
    Duration step =
        left.compareTo(Policies.BETWEEN_LOOK_UPS) < 0 ? left : Policies.BETWEEN_LOOK_UPS;
    Workflow.newTimer(
            step.isNegative() ? Duration.ZERO : step,
            TimerOptions.newBuilder().setSummary(summary).build())
        .get();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
