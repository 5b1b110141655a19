package io.tripline.workflows.incident;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.market.MarketWait;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Waits, beside the procedure, for the open of the first session on a later calendar date than the
 * trip's New York date. For workflow threads.
 */
final class NextTradingDay {
  private final Broker broker = Workflow.newActivityStub(Broker.class, Policies.clock());
  private final Facts facts;
  private final MarketWait wait = new MarketWait(this::clock);
  private @Nullable MarketClock fresh;
  private @Nullable SessionHours target;
  private @Nullable String unknown;
  private boolean started;
  private boolean reached;
  private boolean stopped;

  NextTradingDay(Facts facts) {
    this.facts = facts;
  }

  void clockMoved() {
    wait.clockMoved();
  }

  /** Begins to wait; once is enough. */
  void start() {
    if (!started) {
      started = true;
      Async.procedure(this::run);
    }
  }

  void stop() {
    stopped = true;
  }

  boolean reached() {
    return reached;
  }

  /** The session waited for; empty until the broker's calendar was read. */
  Optional<SessionHours> target() {
    return Optional.ofNullable(target);
  }

  /** Why it can't be waited for; empty when it can. */
  Optional<String> unknown() {
    return Optional.ofNullable(unknown);
  }

  /** The first session after both the session of the trip and its New York date. */
  static Optional<SessionHours> after(IncidentBrief brief, MarketNow market) {
    LocalDate session = brief.tradingDay().date();
    LocalDate date = TradingDay.dateOf(brief.marketAt());
    return market.calendar().nextAfter(date.isAfter(session) ? date : session);
  }

  private void run() {
    try {
      MarketNow market = broker.market(facts.account());
      Optional<SessionHours> next = after(facts.brief(), market);
      if (next.isEmpty()) {
        unknown = "the broker's calendar has no session after the trip";
        return;
      }
      target = next.get();
      fresh = market.clock();
      Instant open = next.get().open();
      reached = wait.until(open, "next trading day: " + next.get().day(), () -> stopped);
    } catch (TemporalFailure e) {
      unknown = "the broker's clock can't be read: " + Fault.detailOf(e);
    }
  }

  private MarketClock clock() {
    MarketClock known = fresh;
    fresh = null;
    return known != null ? known : broker.market(facts.account()).clock();
  }
}
