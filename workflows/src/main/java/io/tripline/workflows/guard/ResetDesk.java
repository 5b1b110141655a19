package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.KillSwitch;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lifts a halt when every condition holds. For workflow threads. */
final class ResetDesk {
  private final Journal first = Workflow.newActivityStub(Journal.class, Policies.journalFirst());
  private final GuardBooks books;
  private final BrokerLook look;

  ResetDesk(GuardBooks books, BrokerLook look) {
    this.books = books;
    this.look = look;
  }

  Lifted reset(ResetRequest request, AccountPolicy policy) {
    GuardState.DoneReset done = books.lastReset;
    if (done != null && done.requestId().equals(request.requestId())) {
      return new Lifted(done.answer(), Optional.empty());
    }
    int epoch = books.halts.epoch();
    standing(request);
    ResetFacts facts = look.facts(policy);
    Trip trip = standing(request);
    ResetRules.check(
            request,
            policy,
            new StandingHalt(
                trip,
                books.halts.lastFlatten(),
                books.halts.flattening(),
                books.halts.suspected(),
                books.permits.refs()),
            facts)
        .ifPresent(refused -> {
          books.record(
              EntryKind.RESET,
              request.incident(),
              "reset refused: " + refused.sentence(),
              Map.of("by", String.join(", ", request.by())));
          throw refused.fault().failure(refused.sentence());
        });
    String who = request.automatic() ? "the runbook's auto-reset" : String.join(", ", request.by());
    try {
      first.append(new Journal.Entries(List.of(resetEntry(request, epoch, who))));
    } catch (ActivityFailure e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure("the journal did not take the reset in time");
    }
    if (books.halts.epoch() != epoch || !trip.equals(books.halts.trip())) {
      throw Fault.TOO_LATE.failure(
          "something changed while the reset was written down; look again");
    }
    boolean early =
        !request.automatic()
            && trip.killSwitch() == KillSwitch.K1
            && facts.session().day().equals(trip.tradingDay());
    BigDecimal accepted = early ? request.acceptedLoss() : null;
    books.halts.reset(policy.probation(), facts.session().day(), accepted);
    if (trip.killSwitch() == KillSwitch.K10 || trip.killSwitch() == KillSwitch.K11) {
      // The person who enables it again enables orders, not one more halt.
      books.caps.rollDay();
    }
    books.duties.dropLater();
    ResetAnswer answer =
        new ResetAnswer(
            books.halts.epoch(),
            books.halts.ladder(),
            "halt of epoch " + epoch + " lifted by " + who);
    books.lastReset = new GuardState.DoneReset(request.requestId(), answer);
    books.record(
        EntryKind.LADDER,
        request.incident(),
        "ladder " + books.halts.ladder() + " after reset by " + who,
        Map.of(
            "epoch", String.valueOf(books.halts.epoch()), "ladder", books.halts.ladder().name()));
    books.show();
    // After an outage the incident starts one pass itself, and sees how it ends.
    return new Lifted(
        answer, trip.killSwitch() == KillSwitch.K3 ? Optional.empty() : Optional.of(facts));
  }

  private Trip standing(ResetRequest request) {
    Trip trip = books.halts.trip();
    if (trip == null || !books.halts.base().halted()) {
      throw Fault.CONFLICT.failure("the account is not halted: it is " + books.halts.ladder());
    }
    if (request.epoch() != books.halts.epoch()) {
      throw Fault.TOO_LATE.failure(
          "halt epoch " + request.epoch() + " is over, now " + books.halts.epoch());
    }
    return trip;
  }

  private Entry resetEntry(ResetRequest request, int epoch, String who) {
    return new Entry(
        "reset/" + books.account + "/" + books.firstRun + "/" + epoch + "/" + request.requestId(),
        books.account,
        EntryKind.RESET,
        books.now(),
        null,
        request.incident(),
        who,
        "reset of halt epoch " + epoch + ": " + request.reason(),
        Map.of("automatic", String.valueOf(request.automatic()), "epoch", String.valueOf(epoch)));
  }

  /** The answer, and the facts with which the day's session is to be started, if it is. */
  record Lifted(ResetAnswer answer, Optional<ResetFacts> starts) {}
}
