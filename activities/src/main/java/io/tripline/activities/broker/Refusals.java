package io.tripline.activities.broker;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.fault.Fault;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What became of an order that was sent: the class of the answer, and where the broker refused for
 * a reason that only its sentence tells, the state that it shows. No sentence decides.
 */
final class Refusals {
  private final AlpacaHttp http;

  Refusals(AlpacaHttp http) {
    // An order was sent: what became of it must not wait.
    this.http = http.forSafety();
  }

  /** {@code ours}: whether an order that lives under the id is the one that was meant. */
  Submission outcome(ClientOrderId id, Predicate<Order> ours, Answer<Order> answer) {
    return switch (answer) {
      case Answer.Done<Order>(Order made, String requestId) -> new Submission.Accepted(made);
      case Answer.NoAnswer<Order>(String detail) -> new Submission.Unknown(detail);
      case Answer.Failed<Order> failed when failed.mayHaveBeenTaken() ->
          new Submission.Unknown(failed.detail());
      case Answer.Failed<Order> failed when failed.extras().status() == 422 ->
          compared(id, ours, failed);
      case Answer.Failed<Order> failed when failed.fault() == Fault.REFUSED ->
          new Submission.Refused(explained(), failed.detail());
      case Answer.Failed<Order>(Fault fault, String detail, Answer.Extras extras) ->
          new Submission.Refused(fault, detail);
    };
  }

  /**
   * A 422 may mean that the id was used before: then an order of that id is there, whatever the
   * sentence says. Nothing is claimed where that can't be seen.
   */
  private Submission compared(
      ClientOrderId id, Predicate<Order> ours, Answer.Failed<Order> refusal) {
    Answer<Optional<Order>> look = http.orderByClientId(id);
    if (!(look instanceof Answer.Done<Optional<Order>> done)) {
      return new Submission.Unknown("refused, and not to be seen: " + refusal.detail());
    }
    if (done.value().isPresent()) {
      Order there = done.value().get();
      return ours.test(there)
          ? new Submission.Accepted(there)
          : new Submission.Refused(
              Fault.DUPLICATE_ORDER_ID,
              "another order lives under this id: "
                  + there.side()
                  + " "
                  + there.quantity()
                  + " "
                  + there.symbol());
    }
    return refusal.fault() == Fault.DUPLICATE_ORDER_ID
        ? new Submission.Unknown(
            "the id was used before, but the order can't be seen: " + refusal.detail())
        : new Submission.Refused(refusal.fault(), refusal.detail());
  }

  /** A refusal without a reason of its own: the account's flags may tell it. */
  private Fault explained() {
    if (http.account() instanceof Answer.Done<Account>(Account account, String requestId)) {
      if (account.suspendedByUser()) {
        return Fault.HALTED_AT_BROKER;
      }
      if (account.accountBlocked()
          || account.tradingBlocked()
          || !account.status().equals("ACTIVE")) {
        return Fault.ACCOUNT_RESTRICTED;
      }
    }
    return Fault.REFUSED;
  }
}
