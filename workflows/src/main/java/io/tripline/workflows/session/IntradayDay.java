package io.tripline.workflows.session;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.CloseOut;
import io.tripline.workflows.account.ExecutionPolicy;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.market.MarketWait;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A day of decisions, one every interval of market time from the open on; those that were missed
 * are not made up for. Nothing that goes wrong in one ends the day: what can't be read, asked or
 * sent is no decision, and a halted account is waited for. Only for workflow threads.
 */
final class IntradayDay {
  private final SessionParts parts;
  private final ExecutionBook book;
  private final MarketWait waits;
  private final IntradayMemory memory;
  private final SessionHours hours;
  private boolean closedOut;
  private boolean blocked;
  private boolean onlyOut;

  IntradayDay(
      SessionParts parts, ExecutionBook book, MarketWait waits, @Nullable SessionCarried carried) {
    this.parts = parts;
    this.book = book;
    this.waits = waits;
    this.hours = parts.hours();
    this.memory = new IntradayMemory(carried);
  }

  /** The day's result; empty when the session is to continue as new. */
  Optional<SessionPass.Result> run() {
    while (!parts.stopped().getAsBoolean()) {
      Instant now = marketNow();
      if (!now.isBefore(hours.close())) {
        return Optional.of(over());
      }
      if (closesOut() && !now.isBefore(closeOutAt())) {
        onlyOut = true;
        closeOut();
        continue;
      }
      Optional<Instant> next = nextDecision(now);
      if (next.isPresent() && !now.isBefore(next.get())) {
        decide(now);
        if (Workflow.getInfo().isContinueAsNewSuggested()
            || Workflow.getInfo().getHistoryLength() > Policies.EVENTS_PER_RUN) {
          return Optional.empty();
        }
        continue;
      }
      await(next.orElse(hours.close()));
    }
    return Optional.of(memory.last());
  }

  /** To be carried through continue-as-new. */
  SessionCarried carry() {
    return new SessionCarried(
        hours,
        memory.decidedAt(),
        memory.decisions(),
        memory.traded(),
        memory.opposite(),
        memory.told(),
        memory.last().end(),
        memory.last().detail(),
        parts.guard().asked(),
        parts.guard().exitsAlone(),
        book.now(),
        book.answered(),
        parts.sheet().orders(),
        parts.sheet().lastLines(Policies.LINES_CARRIED),
        parts.record().writtenEnds());
  }

  /** Market time of the last decision; null before the first. */
  @Nullable Instant decidedAt() {
    return memory.decidedAt();
  }

  /** Market time between two decisions; null once it decides no more. */
  @Nullable Duration decidesEach() {
    return onlyOut ? null : book.now().executing().interval();
  }

  int decisions() {
    return memory.decisions();
  }

  /** Empty when no further decision is wanted today. */
  private Optional<Instant> nextDecision(Instant now) {
    Duration interval = book.now().executing().interval();
    Instant before = memory.decidedAt();
    if (before == null) {
      return Optional.of(now);
    }
    boolean closesOut =
        book.now().executing().closeOut() == CloseOut.FLAT && !now.isBefore(closeOutAt());
    if (interval == null || closesOut) {
      return Optional.empty();
    }
    long passed = Duration.between(hours.open(), before).dividedBy(interval);
    return Optional.of(hours.open().plus(interval.multipliedBy(passed + 1)));
  }

  private void await(Instant next) {
    Instant target = next.isBefore(hours.close()) ? next : hours.close();
    if (closesOut() && closeOutAt().isBefore(target)) {
      target = closeOutAt();
    }
    show(target);
    int version = book.version();
    String summary =
        target.equals(hours.close())
            ? "until the close"
            : target.equals(next) ? "until the next decision" : "until the close-out";
    waits.until(target, summary, () -> parts.stopped().getAsBoolean() || book.version() != version);
  }

  private void show(Instant target) {
    SessionPass.Result last = memory.last();
    parts
        .sheet()
        .to(
            blocked
                ? new SessionState.Halted(last.detail(), target)
                : new SessionState.BetweenDecisions(memory.decisions(), target));
  }

  private void decide(Instant now) {
    memory.decides(now);
    blocked = false;
    SessionPass.Result result;
    try {
      result =
          switch (parts.guard().status()) {
            case Reading.Unknown<GuardStatus>(var fault, var reason) -> noGuard(reason);
            case Reading.Seen<GuardStatus>(var seen, var at) when seen.isHalted() -> halted(seen);
            case Reading.Seen<GuardStatus>(var seen, var at) ->
                new IntradayPass(parts.under(seen.policy()), seen, book.now(), memory).run();
          };
    } catch (ApplicationFailure failure) {
      result = unread(failure.getType() + ": " + failure.getOriginalMessage());
    } catch (ActivityFailure failure) {
      result = unread(Fault.detailOf(failure));
    }
    tell("decision " + memory.decisions() + " ", result);
  }

  private void closeOut() {
    parts.sheet().to(new SessionState.ClosingOut(hours.close()));
    SessionPass.Result result;
    try {
      result =
          switch (parts.guard().status()) {
            case Reading.Seen<GuardStatus>(var seen, var at) when seen.isHalted() -> halted(seen);
            case Reading.Unknown<GuardStatus>(var fault, var reason) -> noGuard(reason);
            case Reading.Seen<GuardStatus>(var seen, var at) ->
                new IntradayPass(parts.under(seen.policy()), seen, book.now(), memory).closeOut();
          };
    } catch (ApplicationFailure failure) {
      result = unread(failure.getType() + ": " + failure.getOriginalMessage());
    } catch (ActivityFailure failure) {
      result = unread(Fault.detailOf(failure));
    }
    tell("close-out ", result);
    closedOut = result.end() == SessionEnd.NOTHING_TO_DO;
    if (!closedOut) {
      Instant now = marketNow();
      boolean soon =
          result.end() == SessionEnd.TRADED
              || (parts.rules().mistrustsPositions()
                  && (memory.mayHoldUnseen(now) || memory.mayShowWhatIsSold(now)));
      Instant again = now.plus(soon ? Policies.CLOSE_OUT_SEEN : Policies.CLOSE_OUT_AGAIN);
      waits.until(
          again.isBefore(hours.close()) ? again : hours.close(),
          "before the close-out looks again",
          parts.stopped());
    }
  }

  /** Every outcome is journalled once; one that stays as it was is only shown. */
  private void tell(String what, SessionPass.Result result) {
    String text = what + result.end() + ": " + result.detail();
    if (memory.news(result)) {
      parts.record().session(text, Map.of("decisions", String.valueOf(memory.decisions())));
    } else {
      parts.sheet().line(text);
    }
  }

  private SessionPass.Result over() {
    String detail =
        memory.decisions()
            + (memory.decisions() == 1 ? " decision, " : " decisions, ")
            + memory.traded()
            + " executed; last "
            + memory.last().end()
            + ": "
            + memory.last().detail();
    if (book.now().executing().closeOut() == CloseOut.FLAT && !closedOut) {
      return new SessionPass.Result(
          SessionEnd.UNRESOLVED, "NOT SEEN FLAT at the close as configured; " + detail);
    }
    return new SessionPass.Result(
        memory.traded() > 0 ? SessionEnd.TRADED : memory.last().end(), detail);
  }

  private boolean closesOut() {
    return !closedOut && book.now().executing().closeOut() == CloseOut.FLAT;
  }

  private Instant closeOutAt() {
    ExecutionPolicy how = book.now().executing();
    return hours.close().minus(how.closeOutBefore());
  }

  private Instant marketNow() {
    Instant now = parts.market().now();
    if (now == null) {
      throw Fault.UNREADABLE_ANSWER.failure("the broker's clock was never read");
    }
    return now;
  }

  private SessionPass.Result halted(GuardStatus seen) {
    blocked = true;
    return new SessionPass.Result(
        SessionEnd.HALTED, seen.ladder() + (seen.why() == null ? "" : ": " + seen.why()));
  }

  private SessionPass.Result noGuard(String reason) {
    blocked = true;
    return new SessionPass.Result(
        SessionEnd.NOT_PERMITTED,
        Fault.NO_GUARD + ": " + reason + ". Start it with: tripline guard start");
  }

  private static SessionPass.Result unread(String why) {
    return new SessionPass.Result(SessionEnd.NO_DECISION, "could not decide: " + why);
  }
}
