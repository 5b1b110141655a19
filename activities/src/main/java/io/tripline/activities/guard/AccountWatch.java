package io.tripline.activities.guard;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.stream.StreamTimes;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.Watch;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.HaltKind;
import io.tripline.workflows.killswitch.WorkerMark;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Watch} by asking the broker: REST is the truth. Where the account's streams are listened
 * to, what they tell is a reason to ask at once; their silence proves nothing.
 */
public final class AccountWatch implements Watch {
  private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);

  /** How long a newer watch waits for an older one of the same process. */
  private static final Duration OLDER = Duration.ofSeconds(3);

  private final AlpacaAccounts accounts;
  private final WorkflowClient client;
  private final Journal journal;
  private final WatchPace pace;
  private final StreamTimes times;
  private final InstantSource clock;
  private final Function<AccountName, WorkerMark> mark;
  private final HaltFile haltFile;
  private final ConcurrentMap<AccountName, Running> running = new ConcurrentHashMap<>();

  /** A watch of this process, and what is open until it has ended. */
  private record Running(Pulse pulse, CountDownLatch ended) {
    /** Its streams must be closed before the next ones open: the broker has one place. */
    void stop() {
      pulse.superseded();
      try {
        if (!ended.await(OLDER.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.warn("an older watch of the account has not ended yet");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * A watch in a process that does not say which program it is.
   *
   * @param haltFile what a person may halt the accounts by
   */
  public AccountWatch(
      AlpacaAccounts accounts,
      WorkflowClient client,
      Journal journal,
      WatchPace pace,
      InstantSource clock,
      HaltFile haltFile) {
    this(accounts, client, journal, pace, clock, haltFile, account -> WorkerMark.UNKNOWN);
  }

  /**
   * @param client reaches the guards
   * @param journal takes readings; what it can't write is lost and logged, never waited for
   * @param clock the host's
   * @param haltFile what a person may halt the accounts by
   * @param mark which program this process is, configured how for an account
   */
  public AccountWatch(
      AlpacaAccounts accounts,
      WorkflowClient client,
      Journal journal,
      WatchPace pace,
      InstantSource clock,
      HaltFile haltFile,
      Function<AccountName, WorkerMark> mark) {
    this(accounts, client, journal, pace, StreamTimes.DEFAULT, clock, haltFile, mark);
  }

  AccountWatch(
      AlpacaAccounts accounts,
      WorkflowClient client,
      Journal journal,
      WatchPace pace,
      StreamTimes times,
      InstantSource clock,
      HaltFile haltFile) {
    this(accounts, client, journal, pace, times, clock, haltFile, account -> WorkerMark.UNKNOWN);
  }

  private AccountWatch(
      AlpacaAccounts accounts,
      WorkflowClient client,
      Journal journal,
      WatchPace pace,
      StreamTimes times,
      InstantSource clock,
      HaltFile haltFile,
      Function<AccountName, WorkerMark> mark) {
    this.accounts = accounts;
    this.client = client;
    this.journal = journal;
    this.pace = pace;
    this.times = times;
    this.clock = clock;
    this.haltFile = haltFile;
    this.mark = mark;
  }

  @Override
  public WatchEnd watch(WatchStart start) {
    try (Pulse pulse = new Pulse(Activity.getExecutionContext(), clock.instant())) {
      Running mine = new Running(pulse, new CountDownLatch(1));
      Running older = running.put(start.account(), mine);
      try {
        if (older != null) {
          older.stop();
        }
        return watch(start, pulse);
      } finally {
        mine.ended().countDown();
        running.remove(start.account(), mine);
      }
    }
  }

  /** Whatever ends it, the streams are closed when it returns. */
  private WatchEnd watch(WatchStart start, Pulse pulse) {
    AccountName account = start.account();
    try (GuardLine guard = new GuardLine(client, start.guardWorkflowId());
        ReadingLog log = new ReadingLog(journal, account, pace.journal());
        SwitchLog switches = new SwitchLog(journal, account);
        StreamDesk streams =
            new StreamDesk(accounts.http(account), pulse, pace, log, times, clock)) {
      return new WatchLoop(
              accounts,
              account,
              guard,
              log,
              pulse,
              pace,
              streams,
              clock,
              new WatchLoop.Switches(
                  switches,
                  mark.apply(account),
                  symbol -> HaltKind.of(accounts.http(account).streams().board().halt(symbol)),
                  haltFile))
          .run();
    }
  }
}
