package io.tripline.workflows.guard;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LimitOverride;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.market.ClockMoved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The guard's day: its past, the trading day, clocks and sessions. For workflow threads. */
final class DayDesk {
  private final Dispatch dispatch = Workflow.newActivityStub(Dispatch.class, Policies.dispatch());
  private final Journal memory = Workflow.newActivityStub(Journal.class, Policies.journalMemory());
  private final GuardBooks books;
  private final TripDesk trips;

  DayDesk(GuardBooks books, TripDesk trips) {
    this.books = books;
    this.trips = trips;
  }

  /**
   * Reads the past on a first start, and takes up what the run before had under way.
   *
   * @param limits takes the changes of limits that the journal knows of
   */
  void begin(AccountPolicy policy, boolean carried, Consumer<List<LimitOverride>> limits) {
    if (!carried) {
      books.note(
          "guard started, HALTED until checked; configuration " + policy.configurationHash());
      books.duties.start("read the past", () -> readMemory(policy, limits));
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
    books.halts.journalRead(past.epoch());
    if (past.halted() && !books.halts.tripped()) {
      trips.trip(
          new TripRequest(
              books.account,
              null,
              KillSwitch.K13,
              TripLevel.STOP,
              null,
              "the guard",
              "the journal knows of a halt that was never reset: " + past.detail(),
              null),
          policy);
    }
    books.show();
  }

  boolean rollDay(DayRolled rolled, AccountPolicy policy) {
    boolean knew = books.halts.day() != null;
    books.clock = rolled.clock();
    boolean fresh = books.halts.rollDay(rolled);
    if (fresh) {
      books.permits.rollDay(books.now());
      books.record(
          EntryKind.GUARD,
          null,
          "trading day " + rolled.session().day() + " begins, ladder " + books.halts.ladder(),
          Map.of(
              "lastEquity", rolled.lastEquity().text(), "openEquity", rolled.openEquity().text()));
      startSession(policy, rolled.session(), rolled.clock().open());
    }
    books.show();
    return fresh && knew;
  }

  void startSession(AccountPolicy policy, SessionHours hours, boolean open) {
    if (policy.session().trades() && open && books.halts.ladder().passesEntries()) {
      books.duties.start(
          "start the day's session",
          () -> dispatch.startSession(new Dispatch.SessionOrder(policy, hours.day().text())));
    }
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

  void incidentSays(IncidentNotice notice) {
    books.incidents.says(notice.incident(), notice.status());
  }

  void sessionSays(Permits.SessionNotice notice) {
    books.session = notice.running() ? notice.workflowId() : null;
  }
}
