package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.AccountStateSwitch;
import io.tripline.workflows.killswitch.AccountView;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lifts a halt when every condition holds. For workflow threads. */
final class ResetDesk {
  private static final String CHANGE = "reset-judges-unknown";

  /** From then on an outage that does not run any more refuses no reset. */
  private static final String DEAD = "dead-outage-refuses-no-reset";

  private final Dispatch dispatch = Workflow.newActivityStub(Dispatch.class, Policies.dispatch());
  private final Journal first = Workflow.newActivityStub(Journal.class, Policies.journalFirst());
  private final GuardBooks books;
  private final BrokerLook look;
  private final ArmingDesk armingDesk;
  private final OutageRelay relay;

  ResetDesk(GuardBooks books, BrokerLook look, ArmingDesk armingDesk, OutageRelay relay) {
    this.relay = relay;
    this.armingDesk = armingDesk;
    this.books = books;
    this.look = look;
  }

  void begin() {
    books.rules.ask(CHANGE, 2);
    books.rules.ask(DEAD, 1);
  }

  Lifted reset(ResetRequest request, AccountPolicy policy) {
    try {
      return lift(request, policy);
    } finally {
      books.arming.lifting(false);
    }
  }

  private Lifted lift(ResetRequest request, AccountPolicy policy) {
    GuardState.DoneReset done = books.lastReset;
    if (done != null && done.requestId().equals(request.requestId())) {
      return new Lifted(done.answer(), Optional.empty());
    }
    int epoch = books.halts.epoch();
    standing(request);
    forgetDeadOutages();
    noOutage();
    ResetFacts facts = look.facts(policy);
    StandingHalt halt = halt(standing(request), policy, facts);
    Trip trip = halt.trip();
    judge(request, policy, halt, facts);
    TradingDay tradesOn = tradesOn(policy, facts);
    armingDesk.clearForReset();
    String who = request.automatic() ? "the runbook's auto-reset" : String.join(", ", request.by());
    try {
      first.append(new Journal.Entries(List.of(resetEntry(request, epoch, who))));
    } catch (ActivityFailure e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure("the journal did not take the reset in time");
    }
    if (books.halts.epoch() != epoch
        || !trip.equals(books.halts.trip())
        || books.halts.flattening()
        || (looksTwice() && books.halts.trips() != halt.trips())) {
      throw Fault.TOO_LATE.failure(
          "something changed while the reset was written down; look again");
    }
    if (looksTwice()) {
      noOutage();
      judge(request, policy, halt(trip, policy, facts), facts);
    }
    boolean early =
        !request.automatic()
            && trip.killSwitch() == KillSwitch.K1
            && facts.session().day().equals(trip.tradingDay());
    BigDecimal accepted = early ? accepted(request.acceptedLoss(), facts.dayLoss()) : null;
    books.halts.reset(policy.probation(), tradesOn, accepted);
    books.switches.reset(trip.killSwitch(), !request.automatic());
    if (trip.byHand() && trip.killSwitch() != KillSwitch.K2 && drawdownFails()) {
      // It joined this halt: people who lift it lift its cause, too, or it would trip at once.
      books.switches.reset(KillSwitch.K2, true);
    }
    books.halts.blocked(!books.switches.blocks().isEmpty());
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

  private boolean looksTwice() {
    return books.rules.at(CHANGE) >= 2;
  }

  /** One that was terminated, or failed, never says that it ended. */
  private void forgetDeadOutages() {
    if (books.rules.at(DEAD) < 1) {
      return;
    }
    for (String outage : books.incidents.outages()) {
      if (!dispatch.goesOn(outage)) {
        books.incidents.gone(outage);
        books.note(outage + " does not run any more: it holds nobody back");
        relay.over();
      }
    }
  }

  private void noOutage() {
    List<String> outages = books.incidents.outages();
    if (!outages.isEmpty()) {
      throw Fault.NOT_READY.failure("the system is down, that goes first: " + outages.get(0));
    }
  }

  private StandingHalt halt(Trip trip, AccountPolicy policy, ResetFacts facts) {
    return new StandingHalt(
        trip,
        books.halts.lastFlatten(),
        books.halts.flattening(),
        books.halts.trips(),
        unclean(),
        looksTwice() ? othersUnclean() : "",
        alsoFails(trip.killSwitch(), policy, facts),
        byFile(),
        books.permits.refs());
  }

  private void judge(
      ResetRequest request, AccountPolicy policy, StandingHalt halt, ResetFacts facts) {
    ResetRules.check(request, policy, halt, facts)
        .ifPresent(refused -> {
          books.record(
              EntryKind.RESET,
              request.incident(),
              "reset refused: " + refused.sentence(),
              Map.of("by", String.join(", ", request.by())));
          throw refused.fault().failure(refused.sentence());
        });
  }

  /** Probation is a session at half the size: after the close that is the next one. */
  private TradingDay tradesOn(AccountPolicy policy, ResetFacts facts) {
    if (!looksTwice() || !policy.probation()) {
      return facts.session().day();
    }
    SessionHours trading = facts.trading();
    if (trading == null) {
      throw Fault.NOT_READY.failure("the broker's calendar shows no next session");
    }
    return trading.day();
  }

  /** Never more than the broker shows now: the figure in the plan may have been a wrong one. */
  private static @Nullable BigDecimal accepted(
      @Nullable BigDecimal named, @Nullable BigDecimal shown) {
    return named == null || shown == null ? named : named.min(shown);
  }

  /**
   * What is wrong with the account itself, or with the calls, and would trip again at once. Not the
   * others: what a drawdown or a mismatch counts from begins anew with the reset. Nor K13: the
   * watch may not have heard yet that a {@code suspend_trade} is the guard's own, and a person's
   * trip joins the halt.
   */
  private Optional<String> alsoFails(KillSwitch tripped, AccountPolicy policy, ResetFacts facts) {
    List<Observation> own = books.rules.at(CHANGE) >= 1 ? own(policy, facts) : List.of();
    Stream<KillSwitch> account = Stream.of(KillSwitch.K7, KillSwitch.K9, KillSwitch.K17);
    return (looksTwice() ? Stream.concat(account, Stream.of(KillSwitch.K3)) : account)
        .filter(each -> each != tripped)
        .flatMap(each -> {
          Optional<Observation> told = books.switches.state(each).map(SwitchState::seen);
          // Unknown to the watch is no good news; the guard has just read the account itself.
          return told.filter(seen -> seen.check() != Check.UNKNOWN).isPresent()
              ? told.stream()
              : own.stream().filter(seen -> seen.killSwitch() == each);
        })
        .filter(seen -> seen.check() == Check.FAIL)
        .map(ResetDesk::shown)
        .findFirst();
  }

  /** What the switches of the account itself read in the guard's own look. */
  private List<Observation> own(AccountPolicy policy, ResetFacts facts) {
    AccountView view = facts.view();
    AccountStateSwitch account = new AccountStateSwitch();
    String known = books.switches.accountId();
    account.knows(known == null ? view.account().id() : known, books.halts.epoch());
    return account.read(
        new Reading.Seen<>(view, facts.at()),
        new AccountStateSwitch.Moment(
            policy.scope(),
            books.halts.epoch(),
            Set.of(),
            Map.of(),
            books.marketNow(),
            books.now()));
  }

  private boolean drawdownFails() {
    return books
        .switches
        .state(KillSwitch.K2)
        .filter(state -> state.seen().check() == Check.FAIL)
        .isPresent();
  }

  private static String shown(Observation seen) {
    return seen.killSwitch() + " " + seen.killSwitch().title() + ": " + seen.reading();
  }

  /** The suspicion of the watch, with the readings behind it where they are known. */
  private String unclean() {
    if (!books.halts.suspected()) {
      return "";
    }
    String read = notClean(KillSwitch.K1, KillSwitch.K3, KillSwitch.K17);
    return read.isEmpty() ? "a switch of the watch" : read;
  }

  /** A daily loss stands suspected as long as it lasts: the reset accepts it, and nothing else. */
  private String othersUnclean() {
    return books.halts.suspected() ? notClean(KillSwitch.K3, KillSwitch.K17) : "";
  }

  private String notClean(KillSwitch... switches) {
    return Stream.of(switches)
        .flatMap(each -> books.switches.state(each).stream())
        .map(SwitchState::seen)
        .filter(seen -> seen.check() != Check.PASS)
        .map(ResetDesk::shown)
        .collect(Collectors.joining("; "));
  }

  /** No history from before that file has its key among the inputs of a reading. */
  private String byFile() {
    return books
        .switches
        .state(KillSwitch.K13)
        .map(SwitchState::seen)
        .filter(
            seen -> seen.check() != Check.PASS && seen.inputs().containsKey(Observation.HALT_FILE))
        .map(Observation::reading)
        .orElse("");
  }

  private Trip standing(ResetRequest request) {
    Trip trip = books.halts.trip();
    if (trip == null || !books.halts.base().halted()) {
      throw Fault.CONFLICT.failure("the account is not halted: it is " + books.halts.ladder());
    }
    if (!request.account().equals(books.account)) {
      throw Fault.CONFLICT.failure("this guard's account is " + books.account);
    }
    if (request.epoch() != books.halts.epoch()) {
      throw Fault.TOO_LATE.failure(
          "halt epoch " + request.epoch() + " is over, now " + books.halts.epoch());
    }
    Integer known = request.further();
    if (known != null && known != trip.further()) {
      throw Fault.TOO_LATE.failure(
          "it was decided with %d further trip(s) known, and %d joined this halt; look again"
              .formatted(known, trip.further()));
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
