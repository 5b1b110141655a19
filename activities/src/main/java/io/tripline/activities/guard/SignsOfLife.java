package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.Answer;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.liveness.Standstill;
import io.tripline.workflows.session.SessionStatus;
import io.tripline.workflows.session.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Gathers the signs of a {@link Standstill} from where each of them is kept. Thread-safe. */
final class SignsOfLife {
  private final WorkflowClient client;
  private final AlpacaAccounts accounts;
  private final Journal journal;
  private final WatchBeats beats;
  private final InstantSource clock;

  /** The client must use the workers' data converter. */
  SignsOfLife(
      WorkflowClient client, AlpacaAccounts accounts, Journal journal, InstantSource clock) {
    this.client = client;
    this.accounts = accounts;
    this.journal = journal;
    this.beats = new WatchBeats(client);
    this.clock = clock;
  }

  /**
   * Looks.
   *
   * @throws io.temporal.failure.ApplicationFailure when the journal can't be read
   */
  Standstill.Signs of(GuardStatus guard) {
    AccountName account = guard.policy().account();
    MarketClock market =
        accounts.hours(account).now() instanceof Answer.Done<MarketNow>(MarketNow read, var id)
            ? read.clock()
            : null;
    String session = guard.session();
    return new Standstill.Signs(
        market == null ? null : market.open(),
        session != null,
        beats.last(account).map(Pulse.Beat::at).orElse(null),
        LastReading.of(journal, account).at(),
        session == null || market == null ? null : decisions(session, market.now()),
        clock.instant());
  }

  /**
   * Null where it decides once, or can't be asked: the liveness of its worker is seen elsewhere.
   */
  private Standstill.@Nullable Decisions decisions(String session, Instant marketNow) {
    try {
      SessionStatus status = client.newWorkflowStub(TradingSession.class, session).status();
      Instant last = status.decidedAt();
      Duration each = status.decidesEach();
      return last == null || each == null
          ? null
          : new Standstill.Decisions(Duration.between(last, marketNow), each);
    } catch (WorkflowException e) {
      return null;
    }
  }
}
