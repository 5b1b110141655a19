package io.tripline.cli.flatten;

import io.tripline.activities.broker.AlpacaFlatten;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.flatten.DirectDesk;
import io.tripline.workflows.flatten.DirectEnd;
import io.tripline.workflows.flatten.DirectFlatten;
import io.tripline.workflows.flatten.DirectTerms;
import io.tripline.workflows.flatten.ReadOutcome;
import io.tripline.workflows.flatten.Unread;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code flatten --direct}: keys and network only, in this process and nowhere else. */
final class DirectRun {
  private static final Duration FLAG_PATIENCE = Duration.ofSeconds(12);
  private static final Duration FLAG_AGAIN = Duration.ofSeconds(1);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final DirectBroker broker;
  private final DirectNotes notes;
  private final DirectReport report;
  private final Output output;
  private final Scope scope;
  private final Duration patience;
  private final InstantSource clock = InstantSource.system();
  private final AlpacaHttp http;
  private final DirectDesk desk;

  DirectRun(DirectBroker broker, DirectNotes notes, Output output, Scope scope, Duration patience) {
    this.broker = broker;
    this.notes = notes;
    this.output = output;
    this.scope = scope;
    this.patience = patience;
    this.report = new DirectReport(output, broker, scope);
    this.http = broker.http(clock);
    this.desk = AlpacaFlatten.direct(DirectBroker.ACCOUNT, http, clock);
  }

  /** Reads once and says what would be done. */
  ExitCode plan() {
    MarketClock market = market();
    return switch (new DirectFlatten(desk, terms(market), line -> {}).look()) {
      case ReadOutcome.Seen(var view, var agrees) -> report.plan(view, market);
      case Unread unread -> throw failed(unread.fault(), unread.detail());
    };
  }

  /** Cancels, closes, proves. {@code clearSuspension}: takes suspend_trade off for the time. */
  ExitCode run(boolean clearSuspension) {
    output.say("BREAK-GLASS: closes " + scope.describe() + " of the account at " + broker);
    MarketClock market = market();
    notes.begin(broker.endpoint());
    boolean lifted = clearSuspension && lift(market);
    DirectEnd end = flatten(market);
    boolean again = lifted && end instanceof DirectEnd.Flat && suspended(true);
    String flag = lifted ? afterwards(end, again) : "";
    notes.end(http, end, flag);
    ExitCode code = report.end(end, notes.place());
    if (!flag.isEmpty()) {
      output.say(flag);
    }
    return code == ExitCode.OK && lifted && !again ? ExitCode.ENDED_BADLY : code;
  }

  private DirectEnd flatten(MarketClock market) {
    AtomicBoolean working = new AtomicBoolean(true);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              if (working.get()) {
                output.say(
                    "interrupted: NOT proven flat. Orders that were sent stay at the broker;"
                        + " run it again, it takes them up");
              }
            }));
    try {
      return new DirectFlatten(desk, terms(market), line -> output.say("  " + line)).run();
    } finally {
      working.set(false);
    }
  }

  /** The clock is the first call: refused keys show before anything is done. */
  private MarketClock market() {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      switch (http.clock()) {
        case Answer.Done<MarketClock>(var seen, var requestId) -> {
          return seen;
        }
        case Answer.Failed<MarketClock>(var fault, var detail, var extras)
            when !fault.retryable() || System.nanoTime() > until ->
            throw failed(fault, detail);
        case Answer.NoAnswer<MarketClock>(var detail) when System.nanoTime() > until ->
            throw failed(Fault.BROKER_UNREACHABLE, detail);
        case Answer.Failed<MarketClock>(var fault, var detail, var extras) ->
            output.say("  " + fault.sentence() + " Trying again.");
        case Answer.NoAnswer<MarketClock>(var detail) ->
            output.say("  " + broker + " does not answer (" + detail + "); trying again");
      }
      desk.pause(TRY_AGAIN);
    }
  }

  /** The id is the day's, so that a second process can't send the same order under another. */
  private DirectTerms terms(MarketClock market) {
    String day = TradingDay.dateOf(market.now()).toString().replace("-", "");
    return new DirectTerms(DirectBroker.ACCOUNT, scope, "direct-" + day, patience);
  }

  private boolean lift(MarketClock market) {
    if (!market.open()) {
      output.say("  leaves suspend_trade as it is: with the market closed nothing can be closed");
      return false;
    }
    if (!isSuspended()) {
      return false;
    }
    output.say("  clears suspend_trade, which somebody set; it is set again once flat is proven");
    notes.clearsSuspension();
    if (suspended(false)) {
      return true;
    }
    String why =
        "suspend_trade could not be seen cleared; nothing was closed. Look at the flag: it may be"
            + " off now";
    notes.gaveUp(why);
    throw new CommandFailure(ExitCode.UNREACHABLE, why);
  }

  /** Where the account can't be read for a while the flatten says so itself. */
  private boolean isSuspended() {
    long until = System.nanoTime() + FLAG_PATIENCE.toNanos();
    while (true) {
      if (http.account() instanceof Answer.Done<Account> seen) {
        return seen.value().suspendedByUser();
      }
      if (System.nanoTime() > until) {
        output.say("  suspend_trade could not be read, and is left as it is");
        return false;
      }
      desk.pause(FLAG_AGAIN);
    }
  }

  /** Sets the flag until it is seen so; false where it was not seen in time. */
  private boolean suspended(boolean wanted) {
    long until = System.nanoTime() + FLAG_PATIENCE.toNanos();
    while (true) {
      http.suspendTrade(wanted);
      if (http.account() instanceof Answer.Done<Account> now
          && now.value().suspendedByUser() == wanted) {
        return true;
      }
      if (System.nanoTime() > until) {
        return false;
      }
      desk.pause(FLAG_AGAIN);
    }
  }

  /** What becomes of the flag that was cleared, in words. */
  private static String afterwards(DirectEnd end, boolean again) {
    return switch (end) {
      case DirectEnd.Flat flat ->
          again
              ? "suspend_trade is set again"
              : "suspend_trade could NOT be set again: do it by hand, new orders are possible";
      case DirectEnd.NotFlat notFlat ->
          "suspend_trade stays OFF, because flat is not proven: new orders are possible. Nothing"
              + " sets it again by itself, a second run neither: do it by hand";
    };
  }

  CommandFailure failed(Fault fault, String detail) {
    String advice =
        fault != Fault.UNAUTHORISED
            ? ""
            : broker.paper()
                ? ". Live keys? Add --live"
                : "; check APCA_API_KEY_ID and APCA_API_SECRET_KEY";
    return new CommandFailure(
        ExitCode.of(fault),
        "NOT FLAT, nothing was done: " + fault.sentence() + " (" + detail + ")" + advice);
  }
}
