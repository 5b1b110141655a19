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
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.market.ClockMoved;
import io.tripline.workflows.market.MarketWait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One trading day of one account, or one pass of it. A cancellation counts as a stop: an order that
 * was sent is followed to its end first.
 */
public final class TradingSessionWorkflow implements TradingSession {
  private final SessionSheet sheet = new SessionSheet();
  private final SessionReads reads = new SessionReads();
  private final SessionRules rules = new SessionRules();
  private final MarketTime market = new MarketTime();
  private final MarketWait waits = new MarketWait(this::readClock);
  private final SessionStart start;
  private final boolean once;
  private final @Nullable SessionCarried carried;
  private @Nullable AccountName account;
  private @Nullable SettingDesk setting;
  private @Nullable SessionStart next;
  private boolean over;
  private @Nullable String stopped;
  private @Nullable SessionReport report;
  private @Nullable IntradayDay day;

  /** Handlers may run before the procedure does. */
  @WorkflowInit
  public TradingSessionWorkflow(@Nullable SessionStart start) {
    this.start = start == null ? new SessionStart(null, null, null, null) : start;
    this.carried = this.start.carried();
    this.once = Boolean.TRUE.equals(this.start.once());
    AccountPolicy policy = this.start.policy();
    this.account = policy != null ? policy.account() : this.start.account();
  }

  @Override
  public SessionReport run(SessionStart argument) {
    rules.ask();
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(reason -> stopBy("a cancellation", reason));
    List<SessionReport> result = new ArrayList<>();
    Workflow.newDetachedCancellationScope(() -> conduct().ifPresent(result::add)).run();
    if (result.isEmpty()) {
      Workflow.continueAsNew(next);
      throw new IllegalStateException("continueAsNew does not return");
    }
    return result.get(0);
  }

  @Override
  public ExecutionAnswer set(@Nullable ExecutionChange change) {
    Workflow.await(() -> setting != null || over);
    SettingDesk desk = setting;
    if (desk == null) {
      throw Fault.TOO_LATE.failure("the session has ended");
    }
    return desk.update(change);
  }

  @Override
  public void checkSet(@Nullable ExecutionChange change) {
    CheckedChange.of(change);
  }

  @Override
  public void setting(@Nullable ExecutionChange change) {
    Workflow.await(() -> setting != null || over);
    SettingDesk desk = setting;
    if (desk != null) {
      desk.signal(change);
    }
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
        report,
        sheet.execution().isEmpty() ? null : sheet.execution(),
        day == null ? null : day.decidedAt(),
        day == null ? null : day.decidesEach());
  }

  /** Empty when the session is to continue as new. */
  private Optional<SessionReport> conduct() {
    AccountName name = account;
    if (name == null) {
      throw Fault.INVALID_INPUT.failure(
          "account missing, or a part that can't be read; send {\"account\":\"name\"}");
    }
    SessionGuard guard = new SessionGuard(name, sheet);
    SessionRecord begun = null;
    try {
      AccountPolicy policy = policyOf(name);
      attributes(policy);
      SessionRecord record = new SessionRecord(policy, market, sheet);
      begun = record;
      SettingDesk desk = settingOf(policy, record);
      Optional<SessionPass.Result> result =
          carried == null
              ? day(policy, guard, record, desk.book())
              : goOn(policy, guard, record, desk.book(), carried);
      if (result.isEmpty()) {
        record.awaitWritten();
        guard.awaitSettled();
        Workflow.await(() -> record.written() && Workflow.isEveryHandlerFinished());
        if (stopped == null) {
          next = handedOver(policy);
          return Optional.empty();
        }
        result = Optional.of(stoppedResult());
      }
      guard.session(false);
      return Optional.of(end(policy, guard, record, result.get()));
    } catch (ApplicationFailure failure) {
      over = true;
      String why = "failed: " + failure.getType() + ": " + failure.getOriginalMessage();
      if (begun != null && rules.recordsLateEnds()) {
        // Takes along what orders left behind: nobody would write it otherwise.
        begun.session("session " + why, Map.of());
        begun.awaitWritten();
      } else {
        sheet.line(why);
      }
      guard.session(false);
      guard.awaitSettled();
      Workflow.await(Workflow::isEveryHandlerFinished);
      throw failure;
    }
  }

  private SettingDesk settingOf(AccountPolicy policy, SessionRecord record) {
    ExecutionBook book = new ExecutionBook(policy.session(), carried);
    if (carried == null && start.interval() != null) {
      try {
        ExecutionAnswer answer = book.change(CheckedChange.ofStart(start.interval(), start.by()));
        if (!answer.taken()) {
          throw Fault.INVALID_INPUT.failure(answer.detail());
        }
      } catch (Refusal e) {
        throw Fault.INVALID_INPUT.failure(String.valueOf(e.getMessage()));
      }
    }
    SettingDesk desk = new SettingDesk(book, record, sheet);
    setting = desk;
    return desk;
  }

  /** A run that an earlier one handed its day over to. */
  private Optional<SessionPass.Result> goOn(
      AccountPolicy policy,
      SessionGuard guard,
      SessionRecord record,
      ExecutionBook book,
      SessionCarried handed) {
    guard.goOnAfter(handed.permitsAsked(), handed.exitsAlone());
    sheet.goOnAfter(handed.lines(), handed.orders());
    List<String> ended = handed.ended();
    record.goOnAfter(ended == null ? List.of() : ended);
    readMarket(policy.account());
    return intraday(parts(policy, handed.hours(), guard, record), book);
  }

  private Optional<SessionPass.Result> day(
      AccountPolicy policy, SessionGuard guard, SessionRecord record, ExecutionBook book) {
    if (!policy.session().trades()) {
      return Optional.of(
          new SessionPass.Result(SessionEnd.WATCHING, "told to watch only: nothing is traded"));
    }
    MarketNow now = readMarket(policy.account());
    if (!now.clock().open()) {
      Instant open = now.clock().nextOpen();
      if (once) {
        return Optional.of(
            new SessionPass.Result(SessionEnd.MARKET_CLOSED, "nothing to do, next open " + open));
      }
      guard.session(true);
      sheet.to(new SessionState.WaitingForOpen(open));
      if (!waits.until(open, "until the open", () -> stopped != null)) {
        return Optional.of(stoppedResult());
      }
      now = readMarket(policy.account());
    }
    SessionParts parts = parts(policy, hoursOf(now), guard, record);
    if (!once && book.now().executing().interval() != null) {
      guard.session(true);
      return intraday(parts, book);
    }
    return switch (guard.status()) {
      case Reading.Unknown<GuardStatus>(var fault, var reason) ->
          Optional.of(
              new SessionPass.Result(
                  SessionEnd.NOT_PERMITTED,
                  Fault.NO_GUARD + ": " + reason + ". Start it with: tripline guard start"));
      case Reading.Seen<GuardStatus>(var seen, var at) when seen.isHalted() ->
          Optional.of(
              new SessionPass.Result(
                  SessionEnd.HALTED,
                  seen.ladder() + (seen.why() == null ? "" : ": " + seen.why())));
      case Reading.Seen<GuardStatus>(var seen, var at) -> trade(parts, seen, book);
    };
  }

  /** Empty when the session is to continue as new. */
  private Optional<SessionPass.Result> intraday(SessionParts parts, ExecutionBook book) {
    IntradayDay decides = new IntradayDay(parts, book, waits, carried);
    day = decides;
    Optional<SessionPass.Result> result = decides.run();
    if (stopped != null) {
      return Optional.of(stoppedResult());
    }
    return result;
  }

  /** For the next run: made last, so that it has what people changed during the waits before it. */
  private SessionStart handedOver(AccountPolicy policy) {
    IntradayDay decides = day;
    return new SessionStart(
        account, once, policy, start.by(), null, decides == null ? carried : decides.carry());
  }

  private SessionParts parts(
      AccountPolicy policy, SessionHours hours, SessionGuard guard, SessionRecord record) {
    return new SessionParts(
        policy, hours, reads, guard, market, sheet, record, rules, () -> stopped != null);
  }

  private Optional<SessionPass.Result> trade(
      SessionParts parts, GuardStatus status, ExecutionBook book) {
    parts.guard().session(true);
    SessionPass.Result result =
        new SessionPass(parts.under(status.policy()), status, book.now()).run();
    if (once || stopped != null) {
      return Optional.of(result);
    }
    Instant close = parts.hours().close();
    parts.record().session("pass ended " + result.end() + ": " + result.detail(), Map.of());
    sheet.to(new SessionState.StayingUntilClose(close));
    waits.until(
        close,
        "until the close",
        () -> stopped != null || book.now().executing().interval() != null);
    if (stopped != null) {
      return Optional.of(stoppedResult());
    }
    return book.now().executing().interval() == null ? Optional.of(result) : intraday(parts, book);
  }

  private SessionReport end(
      AccountPolicy policy, SessionGuard guard, SessionRecord record, SessionPass.Result result) {
    String held = new Holding(policy, reads).words(result.end());
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
    over = true;
    // A change that came late is recorded, too.
    Workflow.await(() -> record.written() && Workflow.isEveryHandlerFinished());
    return report;
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
