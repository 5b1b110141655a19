package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Grants and refuses permits, and takes them off the books. For workflow threads. */
final class PermitDesk {
  private final Journal first = Workflow.newActivityStub(Journal.class, Policies.journalFirst());
  private final GuardBooks books;
  private final TripDesk trips;
  private final SwitchDesk switches;
  private final BrokerLook look;

  PermitDesk(GuardBooks books, TripDesk trips, SwitchDesk switches, BrokerLook look) {
    this.books = books;
    this.look = look;
    this.trips = trips;
    this.switches = switches;
  }

  PermitAnswer permit(PermitRequest request, AccountPolicy policy, BooleanSupplier stopping) {
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
    if (waitsForNothing(request)) {
      return exit(request);
    }
    // Reserved before the look: what asks meanwhile finds an order that is not settled.
    Permit reserved = books.permits.reserve(books.halts.epoch(), books.now());
    Optional<Refusal> tooMuch = tooMuch(request, policy);
    if (tooMuch.isPresent()) {
      books.permits.withdraw(reserved);
      return refuse(request, tooMuch.get());
    }
    try {
      first.append(new Journal.Entries(List.of(intentEntry(request, reserved))));
    } catch (ActivityFailure e) {
      books.permits.withdraw(reserved);
      return refuse(request, Refusal.forNow("the journal did not take the intent in time"));
    }
    Optional<String> meanwhile = ladderBlock(request, policy, stopping);
    if (meanwhile.isPresent() || reserved.epoch() != books.halts.epoch()) {
      books.permits.withdraw(reserved);
      return refuse(request, meanwhile.orElse("the halt epoch changed meanwhile"));
    }
    return grant(request, reserved);
  }

  /** What leaves a position is written down beside: a journal that is down keeps nobody in it. */
  private PermitAnswer exit(PermitRequest request) {
    Permit reserved = books.permits.reserve(books.halts.epoch(), books.now());
    Entry intent = intentEntry(request, reserved);
    books.journal.addAs(
        intent.id(), intent.kind(), null, intent.actor(), null, intent.text(), intent.data());
    return grant(request, reserved);
  }

  private PermitAnswer grant(PermitRequest request, Permit reserved) {
    books.caps.count(
        new OrderCaps.Counted(
            books.now(),
            request.intent().entry(),
            !request.ofARest(),
            orderOf(request),
            reserved.id().value()));
    return books.permits.grant(request.requestId(), reserved, books.now());
  }

  private static boolean waitsForNothing(PermitRequest request) {
    return !request.intent().entry()
        && !request.probe()
        && Workflow.getVersion("exits-go-first", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private Optional<String> block(
      PermitRequest request, AccountPolicy policy, BooleanSupplier stopping) {
    if (!policy.scope().contains(request.intent().symbol())) {
      return Optional.of(request.intent().symbol() + " is outside the scope");
    }
    if (policy.ownership().foreign() && !request.probe()) {
      return Optional.of("others trade this account (trader: other), no session of ours does");
    }
    if (books.journal.full() && !waitsForNothing(request)) {
      return Optional.of("the journal is far behind");
    }
    Optional<String> ladder = ladderBlock(request, policy, stopping);
    if (ladder.isPresent() || !request.intent().entry() || request.probe()) {
      return ladder;
    }
    Optional<String> elsewhere = elsewhere(request);
    if (elsewhere.isPresent()) {
      return elsewhere;
    }
    Optional<String> open = books.permits.blockedBy(books.now());
    if (open.isPresent()) {
      return open;
    }
    Optional<String> unreasonable = switches.collared(request, policy);
    return unreasonable.isPresent() ? unreasonable : capped(request, policy);
  }

  /** With the keys of another account in its process, nothing that the watch reads would move. */
  private Optional<String> elsewhere(PermitRequest request) {
    String asks = request.accountId();
    String watched = books.switches.accountId();
    return asks == null || watched == null || asks.equals(watched)
        ? Optional.empty()
        : Optional.of(
            "K17: the session reads account %s at the broker, the watch account %s: other keys"
                .formatted(asks, watched));
  }

  /** What the order would come to with all that is held and on its way; exits never wait for it. */
  private Optional<Refusal> tooMuch(PermitRequest request, AccountPolicy policy) {
    if (!request.intent().entry() || !switches.looks()) {
      return Optional.empty();
    }
    return switch (look.atAnEntry(request.intent().symbol())) {
      case Reading.Seen<AccountSnapshot>(AccountSnapshot seen, Instant at) ->
          switches.collared(request, policy, seen).map(Refusal::of);
      case Reading.Unknown<AccountSnapshot>(Fault fault, String reason) ->
          Optional.of(
              Refusal.forNow("K9: what is held and on its way could not be read: " + reason));
    };
  }

  private Optional<String> capped(PermitRequest request, AccountPolicy policy) {
    boolean intraday = policy.session().executing().interval() != null;
    Instant now = books.now();
    Optional<String> cap = books.caps.blockedByAll(!request.ofARest(), intraday, now);
    Optional<String> twice =
        request.intent().entry()
            ? books.caps.duplicateOf(orderOf(request), !request.ofARest(), now)
            : Optional.empty();
    if (cap.isEmpty() && twice.isEmpty()) {
      return cap;
    }
    int version = Workflow.getVersion("order-caps", Workflow.DEFAULT_VERSION, 3);
    if (version == Workflow.DEFAULT_VERSION) {
      return Optional.empty();
    }
    if (version == 1) {
      return cap;
    }
    if (version >= 3) {
      cap = books.caps.blockedBy(!request.ofARest(), intraday, now);
    }
    if (twice.isPresent()) {
      return twice;
    }
    cap.ifPresent(why -> halt(why, policy));
    return cap;
  }

  /** A person must enable it again: whatever sends so much is not trusted any more. */
  private void halt(String why, AccountPolicy policy) {
    KillSwitch killSwitch = why.startsWith("K10") ? KillSwitch.K10 : KillSwitch.K11;
    String limit = why.substring(why.indexOf(' ') + 1);
    Observation seen =
        new Observation(
            killSwitch,
            Check.FAIL,
            "one more order",
            limit,
            Map.of("ordersToday", String.valueOf(books.caps.today().size())),
            books.marketNow(),
            books.now());
    trips.trip(
        new TripRequest(
            books.account,
            "trip-" + killSwitch + "-" + books.halts.epoch(),
            killSwitch,
            killSwitch.level(),
            seen,
            "the guard",
            killSwitch.title() + ": " + limit,
            null),
        policy);
  }

  private static String orderOf(PermitRequest request) {
    OrderIntent intent = request.intent();
    return intent.side() + " " + intent.quantity().text() + " " + intent.symbol();
  }

  private Optional<String> ladderBlock(
      PermitRequest request, AccountPolicy policy, BooleanSupplier stopping) {
    if (!request.intent().entry()) {
      return books.halts.flattening()
          ? Optional.of("a flatten is under way: it closes the position")
          : Optional.empty();
    }
    if (stopping.getAsBoolean()) {
      return Optional.of("the guard is being stopped");
    }
    Optional<String> halted = books.entryBlock();
    Optional<String> block = halted.isPresent() ? halted : books.arming.entryBlock(policy);
    String confirming = books.confirming;
    return block.isEmpty() && confirming != null
        ? Optional.of("the cost of order " + confirming + " is being confirmed")
        : block;
  }

  private PermitAnswer refuse(PermitRequest request, String why) {
    return refuse(request, Refusal.of(why));
  }

  private PermitAnswer refuse(PermitRequest request, Refusal refusal) {
    books.record(
        EntryKind.PERMIT,
        null,
        "permit refused: " + refusal.why(),
        Map.of("request", request.requestId(), "asker", request.asker()));
    return books.permits.refuse(
        request.requestId(),
        books.halts.base().halted() ? Fault.HALTED : refusal.fault(),
        refusal.why());
  }

  /**
   * Why not.
   *
   * @param fault {@code NOT_READY} where nothing speaks against the order but that something could
   *     not be had in time, so that whoever asks once more may be answered otherwise
   */
  private record Refusal(Fault fault, String why) {
    static Refusal of(String why) {
      return new Refusal(Fault.NOT_PERMITTED, why);
    }

    static Refusal forNow(String why) {
      return new Refusal(Fault.NOT_READY, why);
    }
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

  /**
   * Ends entries for a guard that is to stop; refuses while one that was permitted may still reach
   * the broker. False in a run that began before this rule.
   */
  boolean closes() {
    if (Workflow.getVersion("stop-ends-entries", Workflow.DEFAULT_VERSION, 1) < 1) {
      return false;
    }
    Instant now = books.now();
    for (Permit permit : books.permits.unsettled()) {
      if (now.isBefore(permit.expiresAt().plus(ResetRules.LATEST_ARRIVAL))) {
        throw Fault.NOT_READY.failure(
            "order " + permit.id() + " may still arrive; try again in half a minute");
      }
    }
    return true;
  }

  void settle(Settlement settlement) {
    books.permits.settle(settlement);
    switch (settlement.outcome()) {
      case NOT_SENT, REFUSED -> books.caps.neverSent(settlement.permit().value());
      case ENDED, RESTING, UNKNOWN -> {
        // The broker has or had it.
      }
    }
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
