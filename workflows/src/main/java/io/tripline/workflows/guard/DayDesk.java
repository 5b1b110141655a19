package io.tripline.workflows.guard;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.HighWater;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LimitOverride;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.killswitch.WorkerMark;
import io.tripline.workflows.market.ClockMoved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The guard's day: its past, the trading day, clocks and sessions. For workflow threads. */
final class DayDesk {
  private static final String AS_IT_WAS = "halt-as-it-was";
  private static final String ENDS_ONCE = "incident-ends-once";

  private final Dispatch dispatch = Workflow.newActivityStub(Dispatch.class, Policies.dispatch());
  private final Journal memory = Workflow.newActivityStub(Journal.class, Policies.journalMemory());
  private final GuardBooks books;
  private final TripDesk trips;
  private final BrokerLook look;
  private final SwitchDesk switches;
  private final OutageRelay outages;
  private final SlippageDesk slippage;
  private @Nullable TradingDay asked;

  DayDesk(
      GuardBooks books,
      TripDesk trips,
      BrokerLook look,
      SwitchDesk switches,
      OutageRelay outages,
      SlippageDesk slippage) {
    this.outages = outages;
    this.slippage = slippage;
    this.books = books;
    this.trips = trips;
    this.look = look;
    this.switches = switches;
    // A run begins with a day whose session the run before it asked for.
    this.asked = books.halts.day();
  }

  void begin() {
    books.rules.ask(AS_IT_WAS, 1);
    books.rules.ask(ENDS_ONCE, 1);
  }

  /**
   * Reads the past on a first start, and takes up what the run before had under way.
   *
   * @param limits takes the changes of limits that the journal knows of
   */
  void takeUp(AccountPolicy policy, boolean carried, Consumer<List<LimitOverride>> limits) {
    if (!carried) {
      books.note(
          "guard started, HALTED until checked; configuration " + policy.configurationHash());
      books.duties.start(
          "read the past",
          () -> {
            readMemory(policy, limits);
            startDueSession(policy);
          });
    } else if (books.halts.base() == Ladder.FLAT_LOCKED) {
      trips.recheckLater(policy);
    }
    books.show();
  }

  private void readMemory(AccountPolicy policy, Consumer<List<LimitOverride>> limits) {
    Journal.GuardMemory past = memory.guardMemory(books.account);
    books.permits.startAfter(past.lastPermit());
    books.incidents.remember(past.incidentNumbers());
    limits.accept(past.limits());
    String marks = past.highWater();
    if (marks != null) {
      books.switches.remember(HighWater.parse(marks));
    }
    slippage.remember(past.cusum(), policy);
    books.halts.journalRead(past.epoch());
    if (past.halted()) {
      takeUpHalt(past, policy);
    }
    books.arming.past(books.halts.past());
    books.show();
  }

  /**
   * A halt that was never reset stands again. People have to lift it, with the name that its switch
   * asks for, and where flat was asked for it is asked for again: nobody knows what became of it.
   */
  private void takeUpHalt(Journal.GuardMemory past, AccountPolicy policy) {
    boolean asItWas = books.rules.at(AS_IT_WAS) >= 1;
    if (books.halts.tripped() && !asItWas) {
      return;
    }
    trips.trip(
        new TripRequest(
            books.account,
            null,
            asItWas && past.trippedBy() == KillSwitch.K10 ? KillSwitch.K10 : KillSwitch.K13,
            asItWas && past.flatAsked() ? TripLevel.FLATTEN : TripLevel.STOP,
            null,
            "the guard",
            "the journal knows of a halt that was never reset: " + past.detail(),
            past.incident()),
        policy);
  }

  boolean rollDay(DayRolled rolled, AccountPolicy policy) {
    boolean knew = books.halts.day() != null;
    books.clock = rolled.clock();
    boolean fresh = books.isNew(rolled.session().day());
    if (fresh) {
      switches.rollDay(rolled, policy);
    }
    books.halts.rollDay(
        rolled,
        books
            .switches
            .highWater()
            .mark(policy.limits().switches().drawdownSessions())
            .orElse(rolled.openEquity()));
    if (fresh) {
      forgetSessionBefore(rolled.session().day());
      books.permits.rollDay(books.now());
      books.caps.rollDay();
      books.record(
          EntryKind.GUARD,
          null,
          "trading day " + rolled.session().day() + " begins, ladder " + books.halts.ladder(),
          Map.of(
              "lastEquity",
              rolled.lastEquity().text(),
              "openEquity",
              rolled.openEquity().text(),
              Journal.GuardMemory.HIGH_WATER,
              books.switches.highWater().text()));
      startSession(policy, rolled.session(), rolled.clock().open());
    } else {
      startDueSession(policy);
    }
    books.show();
    return fresh && knew;
  }

  /** One that was terminated never said that it ended; the new day's may run already. */
  private void forgetSessionBefore(TradingDay day) {
    String running = books.session;
    if (running == null || !running.endsWith(day.text())) {
      books.switches.sessionEnded();
    }
  }

  void startSession(AccountPolicy policy, SessionHours hours, boolean open) {
    if (policy.session().trades() && open && books.halts.ladder().passesEntries()) {
      asked = hours.day();
      books.duties.start(
          "start the day's session",
          () -> dispatch.startSession(new Dispatch.SessionOrder(policy, hours.day().text())));
    }
  }

  /**
   * The day's session where it could not be started when the day began: the journal was not read
   * yet, or the first reading was not clean.
   */
  private void startDueSession(AccountPolicy policy) {
    TradingDay day = books.halts.day();
    if (day != null && !day.equals(asked)) {
      startSessionNow(policy);
    }
  }

  /** The day's session where a block stood in its way when the day began. */
  void blockEnded(AccountPolicy policy) {
    TradingDay day = books.halts.day();
    if (day != null
        && !day.equals(asked)
        && policy.session().trades()
        && books.halts.ladder().passesEntries()) {
      books.duties.start(
          "see whether a session is due",
          () -> {
            ResetFacts facts = look.facts(policy);
            startSession(policy, facts.session(), facts.marketOpen());
          });
    }
  }

  /** For a policy that trades from now on: the session of a market that is open does not wait. */
  void tradesFromNowOn(AccountPolicy policy) {
    startSessionNow(policy);
  }

  private void startSessionNow(AccountPolicy policy) {
    if (!policy.session().trades()
        || !books.halts.ladder().passesEntries()
        || Workflow.getVersion("due-session", Workflow.DEFAULT_VERSION, 1)
            == Workflow.DEFAULT_VERSION) {
      return;
    }
    books.duties.start(
        "see whether a session is due",
        () -> {
          ResetFacts facts = look.facts(policy);
          startSession(policy, facts.session(), facts.marketOpen());
        });
  }

  void clockMoved(ClockMoved moved) {
    books.clock = moved.clock();
    List<String> waiting = new ArrayList<>(books.incidents.open());
    if (books.halts.flattening()) {
      waiting.add("flatten-" + books.account);
    }
    String running = books.session;
    if (running != null) {
      waiting.add(running);
    }
    if (!waiting.isEmpty()) {
      books.duties.start(
          "tell the clock's jump",
          () -> dispatch.clockMoved(new Dispatch.ClockRelay(List.copyOf(waiting), moved)));
    }
  }

  void incidentSays(IncidentNotice notice, @Nullable AccountPolicy policy) {
    books.incidents.says(notice.incident(), notice.status(), books.rules.at(ENDS_ONCE) >= 1);
    if (books.incidents.endsAnOutage(notice.incident(), notice.status())) {
      outages.over();
    } else {
      outages.tell(null);
    }
    if (policy != null && IncidentBook.over(notice.status())) {
      trips.incidentEnded(notice.incident(), policy);
    }
  }

  /** The end of yesterday's session must not take today's off the books. */
  void sessionSays(Permits.SessionNotice notice) {
    WorkerMark mark = notice.mark();
    if (notice.running() && mark != null) {
      books.switches.sessionRunsOn(mark);
    }
    if (notice.running()) {
      books.session = notice.workflowId();
    } else if (notice.workflowId().equals(books.session)
        || Workflow.getVersion("session-ends-by-id", Workflow.DEFAULT_VERSION, 1)
            == Workflow.DEFAULT_VERSION) {
      books.session = null;
      books.switches.sessionEnded();
    }
  }
}
