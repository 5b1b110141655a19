package io.tripline.workflows.session;

import static io.tripline.workflows.journal.SearchAttributes.ACCOUNT;
import static io.tripline.workflows.journal.SearchAttributes.SYMBOL;

import io.temporal.common.SearchAttributes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.market.MarketWait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One trading day of one account, or one pass of it. A cancellation counts as a stop: an order that
 * was sent is followed to its end first.
 */
public final class TradingSessionWorkflow implements TradingSession {
  private final SessionSheet sheet = new SessionSheet();
  private final SessionReads reads = new SessionReads();
  private final MarketTime market = new MarketTime();
  private final MarketWait waits = new MarketWait(this::readClock);
  private final SessionStart start;
  private final boolean once;
  private @Nullable AccountName account;
  private @Nullable String stopped;
  private @Nullable SessionReport report;

  /** Handlers may run before the procedure does. */
  @WorkflowInit
  public TradingSessionWorkflow(@Nullable SessionStart start) {
    this.start = start == null ? new SessionStart(null, null, null, null) : start;
    this.once = Boolean.TRUE.equals(this.start.once());
    AccountPolicy policy = this.start.policy();
    this.account = policy != null ? policy.account() : this.start.account();
  }

  @Override
  public SessionReport run(SessionStart argument) {
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(reason -> stopBy("a cancellation", reason));
    List<SessionReport> result = new ArrayList<>();
    Workflow.newDetachedCancellationScope(() -> result.add(conduct())).run();
    return result.get(0);
  }

  @Override
  public String stop(@Nullable SessionStop request) {
    String by = request == null || request.by() == null ? "somebody" : request.by();
    String why = request == null || request.reason() == null ? "no reason given" : request.reason();
    return stopBy(by, why);
  }

  @Override
  public void clockMoved(@Nullable ClockMoved moved) {
    if (moved != null) {
      market.seen(moved.clock());
    }
    waits.clockMoved();
  }

  @Override
  public SessionStatus status() {
    return new SessionStatus(
        Workflow.getInfo().getWorkflowId(),
        sheet.state().words(),
        once,
        sheet.orders(),
        sheet.lines(),
        report);
  }

  private SessionReport conduct() {
    AccountName name = account;
    if (name == null) {
      throw Fault.INVALID_INPUT.failure("a session needs {\"account\":\"name\"}");
    }
    SessionGuard guard = new SessionGuard(name, sheet);
    try {
      AccountPolicy policy = policyOf(name);
      attributes(policy);
      SessionRecord record = new SessionRecord(policy, market, sheet);
      SessionPass.Result result = day(policy, guard, record);
      guard.session(false);
      return end(policy, guard, record, result);
    } catch (ApplicationFailure failure) {
      sheet.line("failed: " + failure.getType() + ": " + failure.getOriginalMessage());
      guard.session(false);
      guard.awaitSettled();
      Workflow.await(Workflow::isEveryHandlerFinished);
      throw failure;
    }
  }

  private SessionPass.Result day(AccountPolicy policy, SessionGuard guard, SessionRecord record) {
    if (!policy.session().trades()) {
      return new SessionPass.Result(SessionEnd.WATCHING, "told to watch only: nothing is traded");
    }
    MarketNow now = readMarket(policy.account());
    if (!now.clock().open()) {
      Instant open = now.clock().nextOpen();
      if (once) {
        return new SessionPass.Result(SessionEnd.MARKET_CLOSED, "nothing to do, next open " + open);
      }
      guard.session(true);
      sheet.to(new SessionState.WaitingForOpen(open));
      if (!waits.until(open, "until the open", () -> stopped != null)) {
        return stoppedResult();
      }
      now = readMarket(policy.account());
    }
    SessionHours hours = hoursOf(now);
    return switch (guard.status()) {
      case Reading.Unknown<GuardStatus>(var fault, var reason) ->
          new SessionPass.Result(
              SessionEnd.NOT_PERMITTED,
              Fault.NO_GUARD + ": " + reason + ". Start it with: tripline guard start");
      case Reading.Seen<GuardStatus>(var seen, var at) when seen.isHalted() ->
          new SessionPass.Result(
              SessionEnd.HALTED, seen.ladder() + (seen.why() == null ? "" : ": " + seen.why()));
      case Reading.Seen<GuardStatus>(var seen, var at) -> trade(policy, hours, seen, guard, record);
    };
  }

  private SessionPass.Result trade(
      AccountPolicy policy,
      SessionHours hours,
      GuardStatus status,
      SessionGuard guard,
      SessionRecord record) {
    record.under(status.policy());
    guard.session(true);
    SessionPass.Result result =
        new SessionPass(
                policy.with(status.policy().limits(), status.policy().configurationHash()),
                hours,
                status,
                reads,
                guard,
                market,
                sheet,
                record,
                () -> stopped != null)
            .run();
    if (once || stopped != null) {
      return result;
    }
    record.session("pass ended " + result.end() + ": " + result.detail(), Map.of());
    sheet.to(new SessionState.StayingUntilClose(hours.close()));
    waits.until(hours.close(), "until the close", () -> stopped != null);
    return stopped == null ? result : stoppedResult();
  }

  private SessionReport end(
      AccountPolicy policy, SessionGuard guard, SessionRecord record, SessionPass.Result result) {
    String held = heldNow(policy, result.end());
    if (!held.isEmpty()) {
      sheet.line(held);
    }
    record.session(
        "session ended " + result.end() + ": " + result.detail(),
        Map.of("end", result.end().name(), "position", held));
    record.awaitWritten();
    guard.awaitSettled();
    report =
        new SessionReport(
            Workflow.getInfo().getWorkflowId(),
            result.end(),
            result.detail(),
            sheet.orders(),
            sheet.lines());
    sheet.to(new SessionState.Ended(result.end()));
    Workflow.await(Workflow::isEveryHandlerFinished);
    return report;
  }

  /** What is held at the end; empty where nothing was done. */
  private String heldNow(AccountPolicy policy, SessionEnd end) {
    return switch (end) {
      case MARKET_CLOSED, HALTED, NOT_PERMITTED, WATCHING -> "";
      case TRADED, NOTHING_TO_DO, REFUSED, DROPPED, UNRESOLVED, STOPPED -> {
        try {
          yield held(policy, snapshot(policy));
        } catch (ApplicationFailure failure) {
          yield "position unknown: " + failure.getOriginalMessage();
        }
      }
    };
  }

  private static String held(AccountPolicy policy, AccountSnapshot snapshot) {
    List<Position> held =
        snapshot.positions().stream()
            .filter(p -> p.symbol().equals(policy.session().symbol()))
            .toList();
    return held.isEmpty()
        ? "holds no " + policy.session().symbol()
        : "holds " + held.get(0).quantity() + " " + held.get(0).symbol();
  }

  private AccountPolicy policyOf(AccountName name) {
    AccountPolicy given = start.policy();
    return given != null
        ? given
        : reads.read(
            Configuration.class,
            Fault.CONFIGURATION,
            "read the account's configuration",
            (Configuration configuration) -> configuration.policy(name));
  }

  /** Those that the starter did not set. */
  private static void attributes(AccountPolicy policy) {
    SearchAttributes here = Workflow.getTypedSearchAttributes();
    if (!here.containsKey(ACCOUNT)) {
      Workflow.upsertTypedSearchAttributes(
          ACCOUNT.valueSet(policy.account().value()),
          SYMBOL.valueSet(policy.session().symbol().value()));
    }
  }

  private SessionHours hoursOf(MarketNow now) {
    return now.calendar()
        .current(now.clock().now())
        .orElseThrow(
            () -> Fault.UNREADABLE_ANSWER.failure("the calendar has no session before now"));
  }

  /** For waits: they outlast every outage of the broker. */
  private MarketClock readClock() {
    AccountName name = account;
    if (name == null) {
      throw Fault.INVALID_INPUT.failure("no account");
    }
    while (true) {
      try {
        return readMarket(name).clock();
      } catch (ApplicationFailure failure) {
        MarketClock last = market.last();
        if (last == null || stopped != null) {
          throw failure;
        }
        sheet.line("the clock can't be read: " + failure.getOriginalMessage());
        Workflow.await(Policies.CLOCK_RETRY, () -> stopped != null);
        if (stopped != null) {
          return last;
        }
      }
    }
  }

  private MarketNow readMarket(AccountName name) {
    MarketNow now =
        reads.read(
            Broker.class,
            Fault.BROKER_UNREACHABLE,
            "read the market's clock and calendar",
            (Broker broker) -> broker.market(name));
    market.seen(now.clock());
    return now;
  }

  private AccountSnapshot snapshot(AccountPolicy policy) {
    return reads.read(
        Broker.class,
        Fault.BROKER_UNREACHABLE,
        "read what is held",
        (Broker broker) ->
            broker.snapshot(
                new Broker.SnapshotRequest(policy.account(), List.of(policy.session().symbol()))));
  }

  private String stopBy(@Nullable String by, @Nullable String why) {
    if (stopped == null) {
      stopped = by + ": " + why;
      sheet.line("stop asked for by " + stopped);
    }
    return "stopping: no new entry; what is held stays held";
  }

  private SessionPass.Result stoppedResult() {
    return new SessionPass.Result(SessionEnd.STOPPED, "stopped by " + stopped);
  }
}
