package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.Observation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grants and refuses permits, and takes them off the books. For workflow threads. */
final class PermitDesk {
  private final Journal first = Workflow.newActivityStub(Journal.class, Policies.journalFirst());
  private final GuardBooks books;

  PermitDesk(GuardBooks books) {
    this.books = books;
  }

  PermitAnswer permit(PermitRequest request, AccountPolicy policy, boolean stopping) {
    Optional<PermitAnswer> known = books.permits.known(request.requestId());
    if (known.isPresent()) {
      return known.get();
    }
    Optional<String> block = block(request, policy, stopping);
    if (request.probe()) {
      return block
          .<PermitAnswer>map(why -> new PermitAnswer.Refused(Fault.HALTED, why))
          .orElseGet(() ->
              new PermitAnswer.Granted(
                  new Permit(
                      new ClientOrderId("probe"), books.halts.epoch(), books.now(), books.now())));
    }
    if (block.isPresent()) {
      return refuse(request, block.get());
    }
    Permit reserved = books.permits.reserve(books.halts.epoch(), books.now());
    try {
      first.append(new Journal.Entries(List.of(intentEntry(request, reserved))));
    } catch (ActivityFailure e) {
      books.permits.withdraw(reserved);
      return refuse(request, "the journal did not take the intent in time");
    }
    Optional<String> meanwhile = ladderBlock(request, stopping);
    if (meanwhile.isPresent() || reserved.epoch() != books.halts.epoch()) {
      books.permits.withdraw(reserved);
      return refuse(request, meanwhile.orElse("the halt epoch changed meanwhile"));
    }
    books.caps.count(
        new OrderCaps.Counted(books.now(), request.intent().entry(), !request.ofARest()));
    return books.permits.grant(request.requestId(), reserved, books.now());
  }

  private Optional<String> block(PermitRequest request, AccountPolicy policy, boolean stopping) {
    if (!policy.scope().contains(request.intent().symbol())) {
      return Optional.of(request.intent().symbol() + " is outside the scope");
    }
    if (books.journal.full()) {
      return Optional.of("the journal is far behind");
    }
    Optional<String> ladder = ladderBlock(request, stopping);
    if (ladder.isPresent() || !request.intent().entry() || request.probe()) {
      return ladder;
    }
    Optional<String> open = books.permits.blockedBy(books.now());
    return open.isPresent() ? open : capped(request, policy);
  }

  private Optional<String> capped(PermitRequest request, AccountPolicy policy) {
    boolean intraday = policy.session().executing().interval() != null;
    Optional<String> cap = books.caps.blockedBy(!request.ofARest(), intraday, books.now());
    boolean counts =
        cap.isPresent()
            && Workflow.getVersion("order-caps", Workflow.DEFAULT_VERSION, 1)
                != Workflow.DEFAULT_VERSION;
    return counts ? cap : Optional.empty();
  }

  private Optional<String> ladderBlock(PermitRequest request, boolean stopping) {
    if (!request.intent().entry()) {
      return books.halts.flattening()
          ? Optional.of("a flatten is under way: it closes the position")
          : Optional.empty();
    }
    if (stopping) {
      return Optional.of("the guard is being stopped");
    }
    Optional<String> block = books.halts.entryBlock();
    String confirming = books.confirming;
    return block.isEmpty() && confirming != null
        ? Optional.of("the cost of order " + confirming + " is being confirmed")
        : block;
  }

  private PermitAnswer refuse(PermitRequest request, String why) {
    books.record(
        EntryKind.PERMIT,
        null,
        "permit refused: " + why,
        Map.of("request", request.requestId(), "asker", request.asker()));
    return books.permits.refuse(
        request.requestId(), books.halts.base().halted() ? Fault.HALTED : Fault.NOT_PERMITTED, why);
  }

  private Entry intentEntry(PermitRequest request, Permit permit) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("permit", permit.id().value());
    data.put("side", request.intent().side().name());
    data.put("symbol", request.intent().symbol().value());
    data.put("quantity", request.intent().quantity().text());
    data.put("entry", String.valueOf(request.intent().entry()));
    data.put("epoch", String.valueOf(permit.epoch()));
    return new Entry(
        "permit/" + permit.id(),
        books.account,
        EntryKind.PERMIT,
        permit.grantedAt(),
        null,
        null,
        request.asker(),
        "order intended under permit " + permit.id(),
        data);
  }

  void settle(Settlement settlement) {
    books.permits.settle(settlement);
  }

  void suspect(Suspicion suspicion) {
    if (suspicion.suspected() != books.halts.suspected()) {
      books.halts.suspect(suspicion.suspected());
      Observation seen = suspicion.observation();
      books.record(
          EntryKind.READING,
          null,
          suspicion.suspected()
              ? "breach suspected, entries refused: " + (seen == null ? "" : seen.reading())
              : "breach not confirmed, entries pass again",
          seen == null ? Map.of() : seen.inputs());
      books.show();
    }
  }
}
