package io.tripline.workflows.flatten;

import io.temporal.failure.ActivityFailure;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.FlattenState.AwaitingFill;
import java.util.function.Consumer;

/** The closing orders: sent once, looked up when no answer came, followed to their end. */
final class ClosingDesk {
  private final FlattenSteps polls;
  private final FlattenSteps sending;
  private final FlattenBooks books;
  private final FlattenRecord record;
  private final Consumer<String> tell;

  ClosingDesk(
      FlattenSteps polls,
      FlattenSteps sending,
      FlattenBooks books,
      FlattenRecord record,
      Consumer<String> tell) {
    this.polls = polls;
    this.sending = sending;
    this.books = books;
    this.record = record;
    this.tell = tell;
  }

  FlattenState submitting(ClosingOrder order) {
    books.orders.sending(order);
    books.budget.attempt(order.symbol());
    record.intended(order);
    Submission submission;
    try {
      submission = sending.submit(order);
    } catch (ActivityFailure e) {
      submission = new Submission.Unknown(Fault.detailOf(e));
    }
    record.answered(order, submission);
    if (submission instanceof Submission.Accepted) {
      tell.accept("closing order " + order.id() + " is at the broker");
    }
    return books.next.afterSubmission(order, submission);
  }

  FlattenState resolving(ClosingOrder order) {
    Resolution resolution =
        polls.resolve(
            new FlattenSteps.ResolveRequest(books.account, order.id(), Policies.LOOK_UP_PATIENCE));
    if (resolution instanceof Resolution.Found(var found, var at) && found.status().terminal()) {
      record.ended(found);
    }
    return books.next.afterResolution(order, resolution);
  }

  FlattenState awaitingFill(AwaitingFill at) {
    FillWait wait =
        polls.awaitFill(
            new FlattenSteps.AwaitClosing(books.account, at.id(), Policies.FILL_PATIENCE));
    if (wait instanceof FillWait.Ended(var order, var when)) {
      record.ended(order);
    }
    return books.next.afterFill(at, wait);
  }
}
